package io.berth.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Makes a resource's tag one of all that the answer shows: what the engine or a proxy reports changes without the row and
 * its version. Turns a 200 whose tag the client has already into 304 (RFC 9110, section 13.1.2).
 */
@Provider
@Priority(EntityTags.BEFORE_ANSWERS_ARE_KEPT)
class EntityTags implements ContainerResponseFilter {
    /** Response filters run from the highest priority down. */
    static final int BEFORE_ANSWERS_ARE_KEPT = Priorities.USER + 1000;

    private final ObjectWriter json;

    EntityTags(ObjectMapper json) {
        this.json = json.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var tag = response.getEntityTag();
        if (tag == null) {
            return;
        }
        if (response.getEntity() instanceof ResourceView view && tag.getValue().equals(Long.toString(view.version()))) {
            tag = new EntityTag(Etags.of(view.version(), bytes(view)));
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        }
        var known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (known != null
                && response.getStatus() == 200
                && reads(request.getMethod())
                && Etags.matches(known, "\"" + tag.getValue() + "\"", true)) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }

    private byte[] bytes(ResourceView view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A view cannot be written as JSON", unwritable);
        }
    }

    private static boolean reads(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }
}
