package io.berth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The first answer to a request, to be given again.
 *
 * @param location {@code null} without
 * @param contentType {@code null} without a body
 * @param etag with quotes; {@code null} without
 * @param body {@code null} without
 */
record StoredAnswer(int status, String location, String contentType, String etag, byte[] body) {
    static final String REPLAYED = "Idempotency-Replayed";

    /** What is known as soon as the resource is wanted: it was accepted, and here it is. */
    static StoredAnswer accepted(String location) {
        return new StoredAnswer(202, location, null, null, null);
    }

    /** What is known of a request that nobody answered: what it made, and where that is if its path tells. */
    static StoredAnswer made(String id, String location) {
        var body = Json.createObjectBuilder().add("id", id).build().toString();
        return new StoredAnswer(202, location, "application/json", null, body.getBytes(UTF_8));
    }

    Response replay() {
        var answer = Response.status(status).header(REPLAYED, "true");
        if (location != null) {
            answer.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            answer.header(HttpHeaders.ETAG, etag);
        }
        if (body != null) {
            answer.type(contentType).entity(body);
        }
        return answer.build();
    }
}
