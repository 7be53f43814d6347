package io.berth.console.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A fact as the history keeps it. {@code seq} is the cursor: it grows in commit order, so whoever has read up to one
 * has missed nothing before it. {@code project} is null for facts of the installation itself.
 */
record Fact(
        long seq,
        String id,
        String type,
        String source,
        String service,
        String subject,
        String project,
        String correlationId,
        String causationId,
        Instant time,
        JsonNode data,
        String traceparent) {}
