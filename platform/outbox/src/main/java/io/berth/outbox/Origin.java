package io.berth.outbox;

import java.util.Objects;

/**
 * Where a fact comes from; travels with it through every effect.
 *
 * @param project the tenant
 * @param correlationId one per user request, the same for everything it causes
 * @param causationId id of the fact that caused this one, null for the first
 * @param traceparent W3C Trace Context header of the request, may be null
 */
public record Origin(String project, String correlationId, String causationId, String traceparent) {

    public Origin {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** The origin of an effect of the fact {@code factId}. */
    public Origin causedBy(String factId) {
        return new Origin(project, correlationId, factId, traceparent);
    }
}
