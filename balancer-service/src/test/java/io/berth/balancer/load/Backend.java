package io.berth.balancer.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A target of its own port that writes down which requests it answered. */
public final class Backend implements AutoCloseable {
    /** {@code /drip} answers with this, a piece each tenth of a second. */
    public static final int DRIPS = 80;

    private static final byte[] DRIP = new byte[1000];

    private final HttpServer server;
    private final Map<String, String> lastHeaders = new ConcurrentHashMap<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean healthy = true;
    private volatile int delayMillis;

    public Backend(ConcurrentMap<String, AtomicInteger> answered) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(healthy ? 204 : 503, -1);
            exchange.close();
        });
        server.createContext("/drip", exchange -> {
            active.incrementAndGet();
            exchange.sendResponseHeaders(200, DRIPS * (long) DRIP.length);
            for (int i = 0; i < DRIPS; i++) {
                exchange.getResponseBody().write(DRIP);
                exchange.getResponseBody().flush();
                pause(100);
            }
            active.decrementAndGet();
            exchange.close();
        });
        server.createContext("/", exchange -> {
            answers.incrementAndGet();
            active.incrementAndGet();
            pause(delayMillis);
            active.decrementAndGet();
            var id = exchange.getRequestHeaders().getFirst("Test-Id");
            if (id != null) {
                answered.computeIfAbsent(id, fresh -> new AtomicInteger()).incrementAndGet();
            }
            exchange.getRequestHeaders().forEach((name, values) -> lastHeaders.put(name, String.join(" | ", values)));
            var body = Integer.toString(port()).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long it thinks about each answer from now on. */
    public void delay(int millis) {
        delayMillis = millis;
    }

    /** Requests that it got, without checks and drips. */
    public int answers() {
        return answers.get();
    }

    /** Requests under way. */
    public int active() {
        return active.get();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void fail() {
        healthy = false;
    }

    public void recover() {
        healthy = true;
    }

    /** Headers of the last request, names as the server normalises them. */
    public Map<String, String> lastHeaders() {
        return Map.copyOf(lastHeaders);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
