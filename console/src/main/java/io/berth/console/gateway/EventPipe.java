package io.berth.console.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * Passes a stream of events on (WHATWG HTML, 9.2 Server-sent events), with back-pressure. When the service is silent it
 * sends comments, which clients ignore, but only between events: inside one they would cut it in two.
 */
final class EventPipe {

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final int LONGEST_END = 4;

    private final Vertx vertx;
    private final HttpClientResponse from;
    private final HttpServerResponse to;
    private Buffer end = Buffer.buffer("\n\n");
    private boolean quiet = true;
    private long timer;

    EventPipe(Vertx vertx, HttpClientResponse from, HttpServerResponse to) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
    }

    /** @param cut runs when the stream breaks off without an end */
    void start(long heartbeatMs, Runnable cut) {
        timer = vertx.setPeriodic(heartbeatMs, beat -> beat());
        to.endHandler(over -> vertx.cancelTimer(timer));
        from.exceptionHandler(failure -> {
            vertx.cancelTimer(timer);
            cut.run();
        });
        from.endHandler(over -> {
            vertx.cancelTimer(timer);
            to.end();
        });
        from.handler(this::pass);
        // The head must not wait for the first event.
        to.write(COMMENT);
    }

    private void pass(Buffer events) {
        quiet = false;
        Buffer seen = Buffer.buffer().appendBuffer(end).appendBuffer(events);
        end = seen.slice(Math.max(0, seen.length() - LONGEST_END), seen.length());
        to.write(events);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(ready -> from.resume());
        }
    }

    private void beat() {
        if (to.closed()) {
            vertx.cancelTimer(timer);
        } else if (quiet && betweenEvents(end.toString()) && !to.writeQueueFull()) {
            to.write(COMMENT);
        }
        quiet = true;
    }

    static boolean betweenEvents(String end) {
        return end.endsWith("\n\n") || end.endsWith("\r\r") || end.endsWith("\r\n\r\n");
    }
}
