package io.berth.network.network;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import java.util.List;

/** The facts of a network's life. Shapes: the schemas of the same type in contracts. */
final class NetworkFacts {
    static final String TOPIC = "berth.network";

    private NetworkFacts() {}

    @FactType(value = "io.berth.network.requested.v1", topic = TOPIC)
    record Requested(String id, String name, String driver, List<String> subnets) implements DomainEvent {
        static Requested of(Network network) {
            return new Requested(network.id(), network.name(), network.driver, State.cidrs(network));
        }

        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.network.ready.v1", topic = TOPIC)
    record Ready(
            String id,
            String name,
            String driver,
            String engineName,
            String engineId,
            String host,
            boolean internal,
            List<String> subnets)
            implements DomainEvent {
        static Ready of(Network network) {
            return new Ready(
                    network.id(),
                    network.name(),
                    network.driver,
                    network.engineName,
                    network.engineId,
                    network.host,
                    network.internal,
                    State.cidrs(network));
        }

        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.network.failed.v1", topic = TOPIC)
    record Failed(String id, String name, String code, String reason) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.network.deleted.v1", topic = TOPIC)
    record Deleted(String id, String name) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }

    /** The whole of a network, for other services' projections. */
    record State(
            String id,
            String name,
            String project,
            String driver,
            String engineName,
            String engineId,
            String host,
            boolean internal,
            String status,
            List<String> subnets) {
        static final String TOPIC = "berth.network-state";

        static State of(Network network) {
            return new State(
                    network.id(),
                    network.name(),
                    network.project(),
                    network.driver,
                    network.engineName,
                    network.engineId,
                    network.host,
                    network.internal,
                    network.status().name(),
                    cidrs(network));
        }

        private static List<String> cidrs(Network network) {
            return network.subnets.stream().map(subnet -> subnet.cidr()).toList();
        }
    }
}
