package io.berth.console.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A fact as clients see it: CloudEvents 1.0, JSON format. {@code cursor} is its place in the history, {@code service} the
 * service that said it; both are extensions, as are {@code project}, {@code correlationid}, {@code causationid} and
 * {@code traceparent}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"specversion", "id", "type", "source", "subject", "time", "datacontenttype"})
record FactView(
        String specversion,
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        String datacontenttype,
        String service,
        String project,
        String correlationid,
        String causationid,
        String traceparent,
        String cursor,
        JsonNode data) {

    static FactView of(Fact fact) {
        return new FactView(
                "1.0",
                fact.id(),
                fact.type(),
                fact.source(),
                fact.subject(),
                fact.time(),
                "application/json",
                fact.service(),
                fact.project(),
                fact.correlationId(),
                fact.causationId(),
                fact.traceparent(),
                Long.toString(fact.seq()),
                fact.data());
    }
}
