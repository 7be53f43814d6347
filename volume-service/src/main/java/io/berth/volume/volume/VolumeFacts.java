package io.berth.volume.volume;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** The facts of a volume's life. Shapes: the schemas of the same type in contracts. */
final class VolumeFacts {
    static final String TOPIC = "berth.volume";

    private VolumeFacts() {}

    @FactType(value = "io.berth.volume.requested.v1", topic = TOPIC)
    record Requested(String id, String name, String type, String host) implements DomainEvent {
        static Requested of(Volume volume) {
            return new Requested(volume.id(), volume.name(), volume.type.toString(), volume.host);
        }

        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.volume.ready.v1", topic = TOPIC)
    record Ready(String id, String name, String type, String engineName, String host) implements DomainEvent {
        static Ready of(Volume volume) {
            return new Ready(volume.id(), volume.name(), volume.type.toString(), volume.engineName, volume.host);
        }

        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.volume.failed.v1", topic = TOPIC)
    record Failed(String id, String name, String code, String reason) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.volume.deleted.v1", topic = TOPIC)
    record Deleted(String id, String name) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }

    /** The whole of a volume, for other services' projections. */
    record State(
            String id,
            String name,
            String project,
            String type,
            String engineName,
            String host,
            String status,
            String statusReason) {
        static final String TOPIC = "berth.volume-state";

        static State of(Volume volume) {
            return new State(
                    volume.id(),
                    volume.name(),
                    volume.project(),
                    volume.type.toString(),
                    volume.engineName,
                    volume.host,
                    volume.status().name(),
                    volume.statusReason());
        }
    }
}
