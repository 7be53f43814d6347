package io.berth.balancer.target;

import java.time.Instant;

/**
 * What makes a target's servers.
 *
 * @param drainDeadline until when it may drain; null while it serves
 */
public record TargetSettings(
        String id,
        int number,
        String poolId,
        String instance,
        String address,
        int port,
        int weight,
        boolean backup,
        TargetStatus status,
        boolean leaving,
        Instant drainDeadline) {

    static TargetSettings of(Target target) {
        return new TargetSettings(
                target.id(),
                target.number(),
                target.poolId(),
                target.instance(),
                target.address(),
                target.port(),
                target.weight(),
                target.backup(),
                target.health(),
                target.leaving(),
                target.drainDeadline());
    }
}
