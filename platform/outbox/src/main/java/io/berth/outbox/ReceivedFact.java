package io.berth.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A fact as a consumer sees it.
 *
 * @param id CloudEvents id; sortable by the time of appending
 * @param source {@code /berth/<service>}
 * @param origin where the fact itself comes from; an effect passes on {@code origin().causedBy(id())}
 * @param data the payload; a JSON null when there is none
 */
public record ReceivedFact(
        String id, String type, String subject, String source, Instant time, Origin origin, JsonNode data) {

    /** The payload as a record of the consumer's own, with only the fields it reads; unknown fields are ignored. */
    public <T> T dataAs(Class<T> shape) {
        return FactJson.read(data, shape);
    }
}
