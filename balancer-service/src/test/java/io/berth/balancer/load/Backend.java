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
    private final HttpServer server;
    private final Map<String, String> lastHeaders = new ConcurrentHashMap<>();
    private volatile boolean healthy = true;

    public Backend(ConcurrentMap<String, AtomicInteger> answered) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(healthy ? 204 : 503, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
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
