package io.berth.scaler.instance;

import io.berth.outbox.FactType;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.Frame;
import java.time.Instant;
import java.util.List;

/**
 * The whole membership of a group in its pool, the state from which the balancer reconciles.
 *
 * @param generation grows with each publication
 */
@FactType(value = "io.berth.pool.members.v1", topic = PoolMembers.TOPIC)
record PoolMembers(String group, String groupName, String pool, String project, long generation, List<Member> members) {

    static final String TOPIC = "berth.pool-members";

    /** @param drainDeadline when a draining member is stopped at the latest; null for the others */
    record Member(
            String instance,
            String address,
            int port,
            int weight,
            String zone,
            Standing state,
            Instant drainDeadline) {}

    /** Whether a member takes new requests. */
    enum Standing {
        IN,
        DRAINING
    }

    private static final int WEIGHT = 100;

    static PoolMembers of(Frame group, String pool, long generation, List<Instance> published) {
        return new PoolMembers(
                group.id(),
                group.name(),
                pool,
                group.project(),
                generation,
                published.stream().map(PoolMembers::member).toList());
    }

    private static Member member(Instance instance) {
        boolean draining = instance.status() == InstanceStatus.DRAINING;
        return new Member(
                instance.id(),
                instance.address(),
                instance.port(),
                WEIGHT,
                instance.zone(),
                draining ? Standing.DRAINING : Standing.IN,
                draining ? instance.drainDeadline() : null);
    }
}
