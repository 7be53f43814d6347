package io.berth.balancer.target;

import java.time.Instant;
import java.util.List;

/**
 * A scaling group's membership, as it is published on {@code berth.pool-members}; only what is read here.
 *
 * @param pool name of the pool, null for none
 */
public record PoolMembers(String group, String groupName, String pool, String project, List<PoolMember> members) {
    /** Topic it is published on. */
    public static final String TOPIC = "berth.pool-members";

    public PoolMembers {
        members = members == null ? List.of() : List.copyOf(members);
    }

    /** @param state {@code IN} or {@code DRAINING} */
    public record PoolMember(
            String instance,
            String address,
            int port,
            Integer weight,
            String zone,
            String state,
            Instant drainDeadline) {

        MemberPlan.Member of(String group) {
            int share = weight == null ? 100 : Math.clamp(weight, 0, 256);
            return new MemberPlan.Member(
                    instance, group, address, port, share, zone, !"DRAINING".equals(state), drainDeadline);
        }

        boolean usable() {
            return instance != null && Endpoint.valid(address, port);
        }
    }
}
