package io.berth.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses NUL characters in addresses and JSON bodies: PostgreSQL's texts cannot hold them (manual, section 8.3), and
 * nothing of Berth's is named with one. What is only passed on, or read as bytes, is left alone.
 */
@Singleton
class NulFilter {
    /** After the filters of services, which may have a form of their own for the answer. */
    private static final int LATE = Priorities.USER + 1000;

    @ServerRequestFilter(priority = LATE)
    void refuse(ContainerRequestContext request, ResourceInfo endpoint) {
        if (PayloadPaths.limit(request.getUriInfo().getPath()).isPresent()) {
            return;
        }
        var address = request.getUriInfo().getRequestUri();
        if (address.getRawPath().contains("%00")
                || String.valueOf(address.getRawQuery()).contains("%00")) {
            throw refusal("The address");
        }
        if (request.hasEntity()
                && BodyLimit.json(request.getHeaderString("Content-Type"))
                && !takesBytes(endpoint.getResourceMethod().getParameterTypes())) {
            request.setEntityStream(new Watched(request.getEntityStream()));
        }
    }

    /** @param where what has the NUL, as the beginning of a sentence */
    static Problem problem(String where) {
        var refusal = refusal(where);
        return Problem.of(refusal.code(), refusal.getMessage(), refusal.suggestion(), List.of());
    }

    private static ProblemException refusal(String where) {
        return new ProblemException(
                PlatformError.NUL_CHARACTER, where + " has a NUL character in it.", "Leave the character out.");
    }

    private static boolean takesBytes(Class<?>[] parameters) {
        return Arrays.stream(parameters)
                .anyMatch(type -> type == byte[].class || InputStream.class.isAssignableFrom(type));
    }

    /** Looks for the escape of RFC 8259, section 7; a raw zero byte is no JSON, in UTF-8 at least. */
    private static final class Watched extends FilterInputStream {
        private static final String ESCAPE = "\\u0000";
        private int seen;

        Watched(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            if (one >= 0) {
                look(one);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            for (var i = 0; i < count; i++) {
                look(bytes[offset + i]);
            }
            return count;
        }

        private void look(int one) {
            if (one == ESCAPE.charAt(seen)) {
                seen++;
            } else {
                // The character after a backslash belongs to it, another backslash too.
                seen = one == '\\' && seen != 1 ? 1 : 0;
            }
            if (one == 0 || seen == ESCAPE.length()) {
                throw refusal("The body");
            }
        }
    }
}
