package io.berth.web;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Identity of one request in the form of W3C Trace Context: the client's {@code traceparent}, or a new one.
 *
 * @param id the trace id, 32 hex digits; is the correlation id of all facts that the request causes
 * @param parent the {@code traceparent} header's value
 */
record Trace(String id, String parent) {
    static final String RESPONSE_HEADER = "Berth-Trace-Id";
    private static final String KEY = "berth.trace";
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** A header that is missing or breaks the form (Trace Context, section 3.2) starts a new trace. */
    static Trace from(String traceparent) {
        var match = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (match.matches()
                && !match.group(1).equals(NO_TRACE)
                && !match.group(2).equals(NO_SPAN)) {
            return new Trace(match.group(1), traceparent);
        }
        var id = hex(16);
        return new Trace(id, "00-" + id + "-" + hex(8) + "-01");
    }

    /** The request's; the same each time it is asked for. */
    static Trace of(RoutingContext request) {
        Trace known = request.get(KEY);
        if (known != null) {
            return known;
        }
        var trace = from(request.request().getHeader("traceparent"));
        request.put(KEY, trace);
        return trace;
    }

    private static String hex(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
