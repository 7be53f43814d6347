package io.berth.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Map;

/**
 * API records are JSON whatever {@code Accept} says (RFC 9110, section 12.4.1, leaves that to us). Without it an
 * endpoint that names no type would write a record's {@code toString} to a browser.
 */
@Provider
class RecordsAreJson implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var entity = response.getEntity();
        var value = entity instanceof Record
                || entity instanceof Map
                || entity instanceof Collection
                || entity instanceof JsonNode;
        if (value && !json(response.getMediaType())) {
            response.setEntity(entity, new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static boolean json(MediaType type) {
        return type != null
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }
}
