package io.berth.function.invocation;

import io.berth.function.instance.Outcome;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import java.time.Instant;

/** The facts of invocations that ran. Shapes: the schemas of the same type in contracts. */
final class InvocationFacts {
    private InvocationFacts() {}

    @FactType(value = "io.berth.invocation.completed.v1", topic = "berth.function")
    record Completed(
            String requestId,
            String function,
            String functionName,
            String start,
            double durationMs,
            long billedMs,
            int memoryMb)
            implements DomainEvent {
        static Completed of(Measured run) {
            return new Completed(
                    run.requestId(),
                    run.function().id(),
                    run.function().name(),
                    run.start(),
                    run.durationMs(),
                    run.billedMs(),
                    run.memoryMb());
        }

        @Override
        public String subject() {
            return function;
        }
    }

    @FactType(value = "io.berth.invocation.failed.v1", topic = "berth.function")
    record Failed(
            String requestId,
            String function,
            String functionName,
            Outcome outcome,
            String errorType,
            String reason,
            String start,
            double durationMs,
            long billedMs,
            int memoryMb)
            implements DomainEvent {
        static Failed of(Measured run) {
            return new Failed(
                    run.requestId(),
                    run.function().id(),
                    run.function().name(),
                    run.outcome(),
                    run.errorType(),
                    run.reason(),
                    run.start(),
                    run.durationMs(),
                    run.billedMs(),
                    run.memoryMb());
        }

        @Override
        public String subject() {
            return function;
        }
    }

    /** Idempotent by the request's id: who adds up counts each once. */
    @FactType(value = "io.berth.usage.recorded.v1", topic = "berth.usage")
    record UsageRecorded(String id, String resource, String resourceName, String metric, long quantity, Instant at)
            implements DomainEvent {
        static UsageRecorded of(Measured run) {
            return new UsageRecorded(
                    run.requestId(),
                    run.function().id(),
                    run.function().name(),
                    "function.mb-ms",
                    run.mbMs(),
                    run.beganAt());
        }

        @Override
        public String subject() {
            return resource;
        }
    }
}
