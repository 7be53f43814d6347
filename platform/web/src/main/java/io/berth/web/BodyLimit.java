package io.berth.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * JSON bodies end at 1 MiB, whatever the listener takes for blobs, and bodies that are passed on where {@link
 * PayloadPaths} says: refused by their declared length before they are read, else as soon as they are longer.
 */
@Provider
class BodyLimit implements ContainerRequestFilter {
    static final long MAX_JSON_BYTES = 1024 * 1024;

    /** The limit that the declared length exceeds: JSON's or the listener's. */
    static OptionalLong exceeded(HttpServerRequest request, long listenerLimit) {
        var length = request.getHeader("Content-Length");
        var ours = json(request.getHeader("Content-Type")) ? MAX_JSON_BYTES : listenerLimit;
        var limit = Math.min(PayloadPaths.limit(request.path()).orElse(ours), listenerLimit);
        var tooLarge = length != null && (length.length() > 18 || Long.parseLong(length) > limit);
        return tooLarge ? OptionalLong.of(limit) : OptionalLong.empty();
    }

    static Problem problem(long limit) {
        return Problem.of(PlatformError.BODY_TOO_LARGE, "The body may have %d bytes at most.".formatted(limit));
    }

    /** Whether the body is JSON of an API, and so ends at {@link #MAX_JSON_BYTES}. */
    static boolean json(String mediaType) {
        if (mediaType == null) {
            return false;
        }
        var type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals(MediaType.APPLICATION_JSON) || (type.endsWith("+json") && !manifest(type));
    }

    /** Bytes to a registry, which has a larger limit for them; no endpoint reads them as JSON of an API. */
    private static boolean manifest(String type) {
        return type.startsWith("application/vnd.oci.") || type.startsWith("application/vnd.docker.");
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var payload = PayloadPaths.limit(request.getUriInfo().getPath());
        var limited = payload.isPresent() || json(request.getHeaderString("Content-Type"));
        if (limited && request.hasEntity()) {
            request.setEntityStream(new Limited(request.getEntityStream(), payload.orElse(MAX_JSON_BYTES)));
        }
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long left;

        Limited(InputStream body, long limit) {
            super(body);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = super.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int result, int bytes) {
            if (result >= 0) {
                left -= bytes;
            }
            if (left < 0) {
                throw new ProblemException(
                        PlatformError.BODY_TOO_LARGE, problem(limit).detail());
            }
            return result;
        }
    }
}
