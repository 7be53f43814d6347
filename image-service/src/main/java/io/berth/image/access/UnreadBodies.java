package io.berth.image.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Reads to its end what a client still sends after its request was refused. A client that looks at the answer only when
 * its body is written would otherwise wait for ever, and so would the next request on its connection.
 */
@Singleton
class UnreadBodies {
    private static final int AFTER_THE_TRACE = 9_000;

    /** Past this the connection is closed: the client sends a whole layer and does not listen. */
    private static final long MOST = 64L * 1024 * 1024;

    void register(@Observes Filters filters) {
        filters.register(this::watch, AFTER_THE_TRACE);
    }

    private void watch(RoutingContext context) {
        context.addEndHandler(ended -> {
            if (!context.request().isEnded()) {
                discard(context.request());
            }
        });
        context.next();
    }

    private static void discard(HttpServerRequest request) {
        var left = new long[] {MOST};
        request.handler(bytes -> {
            left[0] -= bytes.length();
            if (left[0] < 0) {
                var unused = request.connection().close();
            }
        });
        request.resume();
    }
}
