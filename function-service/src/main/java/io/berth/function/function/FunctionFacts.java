package io.berth.function.function;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** The facts of a function's life. Shapes: the schemas of the same type in contracts. */
final class FunctionFacts {
    private static final String TOPIC = "berth.function";

    private FunctionFacts() {}

    @FactType(value = "io.berth.function.deployed.v1", topic = TOPIC)
    record Deployed(
            String id,
            String name,
            Runtime runtime,
            String handler,
            int memoryMb,
            int timeoutMs,
            String codeSha256,
            long generation)
            implements DomainEvent {
        static Deployed of(Function function) {
            return new Deployed(
                    function.id(),
                    function.name(),
                    function.runtime,
                    function.handler,
                    function.memoryMb,
                    function.timeoutMs,
                    function.codeSha256,
                    function.generation());
        }

        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.function.failed.v1", topic = TOPIC)
    record Failed(String id, String name, String code, String reason) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }

    @FactType(value = "io.berth.function.deleted.v1", topic = TOPIC)
    record Deleted(String id, String name) implements DomainEvent {
        @Override
        public String subject() {
            return id;
        }
    }
}
