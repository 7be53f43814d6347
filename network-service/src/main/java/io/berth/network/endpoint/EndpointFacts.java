package io.berth.network.endpoint;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** The facts of an endpoint's life. */
final class EndpointFacts {
    private static final String TOPIC = "berth.network";

    private EndpointFacts() {}

    @FactType(value = "io.berth.endpoint.attached.v1", topic = TOPIC)
    record Attached(String id, String network, String container, String ipv4Address) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.endpoint.detached.v1", topic = TOPIC)
    record Detached(String id, String network, String container) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }
}
