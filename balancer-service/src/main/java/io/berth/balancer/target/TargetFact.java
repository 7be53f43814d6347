package io.berth.balancer.target;

import io.berth.balancer.pool.PoolSettings;

/**
 * What every fact about a target says.
 *
 * @param target its id, null when it was rejected
 * @param pool id of its pool, null when there is none
 * @param instance the group's instance, null for a target that a user added
 * @param group id of the group, null likewise
 * @param reason in words, or null
 */
record TargetFact(
        String target,
        String name,
        String pool,
        String poolName,
        String address,
        int port,
        String instance,
        String group,
        String reason) {

    static TargetFact of(Target target, PoolSettings pool) {
        return new TargetFact(
                target.id(),
                target.name(),
                pool.id(),
                pool.name(),
                target.address(),
                target.port(),
                target.instance(),
                target.groupId(),
                target.statusReason());
    }
}
