package io.berth.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Turns a 200 whose tag the client has already into 304 (RFC 9110, section 13.1.2). */
@Provider
class NotModified implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        var tag = response.getEntityTag();
        if (known == null || tag == null || response.getStatus() != 200 || !reads(request.getMethod())) {
            return;
        }
        if (Etags.matches(known, "\"" + tag.getValue() + "\"", true)) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }

    private static boolean reads(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }
}
