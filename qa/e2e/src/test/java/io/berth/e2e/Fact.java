package io.berth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One record of a topic.
 *
 * @param data null for a record that says that something is gone
 * @param headers all of them, as text
 */
record Fact(String topic, int partition, long offset, String key, Map<String, String> headers, JsonNode data) {

    String id() {
        return headers.get("ce_id");
    }

    String type() {
        return headers.get("ce_type");
    }

    /** The row's number in its service's outbox; null for telemetry and states, which have none. */
    String sequence() {
        return headers.get("ce_sequence");
    }

    @Override
    public String toString() {
        return "%s %s of %s at %s/%d/%d".formatted(type(), id(), key, topic, partition, offset);
    }
}
