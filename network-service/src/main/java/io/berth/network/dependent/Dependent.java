package io.berth.network.dependent;

import io.berth.outbox.ReceivedFact;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a fact says of the networks that somebody wants. Pure.
 *
 * @param kind {@code group} or {@code balancer}
 * @param networks names or ids; empty once it wants none or is going
 */
record Dependent(String kind, String id, String name, Set<String> networks) {
    static final String GROUP_CHANGED = "io.berth.group.changed.v1";
    static final String BALANCER_READY = "io.berth.balancer.ready.v1";
    static final String BALANCER_DELETED = "io.berth.balancer.deleted.v1";

    private record GroupChanged(String name, String change, String status, Template template) {
        private record Template(List<String> networks) {}

        /** One that is going needs the network as long as it has instances on it, and those are seen there. */
        boolean going() {
            return "DELETING".equals(status) || "DELETED".equals(change) || template == null;
        }
    }

    private record Balancer(String name, List<String> networks) {}

    static Dependent of(ReceivedFact fact) {
        return switch (fact.type()) {
            case GROUP_CHANGED -> group(fact.subject(), fact.dataAs(GroupChanged.class));
            case BALANCER_READY -> balancer(fact.subject(), fact.dataAs(Balancer.class));
            default -> new Dependent("balancer", fact.subject(), "", Set.of());
        };
    }

    private static Dependent group(String id, GroupChanged group) {
        return new Dependent(
                "group",
                id,
                group.name(),
                group.going() ? Set.of() : set(group.template().networks()));
    }

    private static Dependent balancer(String id, Balancer balancer) {
        return new Dependent("balancer", id, balancer.name(), set(balancer.networks()));
    }

    private static Set<String> set(List<String> networks) {
        return networks == null ? Set.of() : new LinkedHashSet<>(networks);
    }
}
