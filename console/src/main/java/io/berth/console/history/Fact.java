package io.berth.console.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.outbox.ReceivedFact;
import java.time.Instant;

/**
 * A fact as the history keeps it. {@code seq} is the cursor: it grows in commit order, so whoever has read up to one
 * has missed nothing before it. {@code data} is a JSON null when the fact says no more than its type.
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
        String traceparent) {

    private static final String TOPIC_PREFIX = "berth.";

    /** What was read from that topic, without a cursor yet. */
    static Fact of(String topic, ReceivedFact said) {
        return new Fact(
                0,
                said.id(),
                said.type(),
                said.source(),
                service(topic),
                said.subject(),
                said.origin().project(),
                said.origin().correlationId(),
                said.origin().causationId(),
                said.time(),
                said.data(),
                said.origin().traceparent());
    }

    /** Only a service may write to its topic, so the topic says who spoke; the source is what the speaker claims. */
    private static String service(String topic) {
        return topic.startsWith(TOPIC_PREFIX) ? topic.substring(TOPIC_PREFIX.length()) : topic;
    }
}
