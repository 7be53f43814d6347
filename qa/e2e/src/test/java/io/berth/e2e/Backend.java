package io.berth.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A target inside this JVM: it answers as the sample app does, and a test has it in its hand. */
final class Backend implements AutoCloseable {

    static {
        // Longer than any proxy keeps an idle connection, so that it is never this side that closes one.
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int CHUNK = 16 << 10;

    private final String name;
    private final HttpServer server;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Semaphore chunks = new Semaphore(0);
    private volatile boolean healthy = true;

    Backend(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/healthz", exchange -> answer(exchange, healthy ? 200 : 503));
        server.createContext("/", this::serve);
        server.createContext("/held", this::hold);
        server.createContext("/download", this::download);
        server.start();
    }

    String name() {
        return name;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Requests answered, health checks left out. */
    int served() {
        return served.get();
    }

    /** Requests to {@code /held} that wait. */
    int inFlight() {
        return inFlight.get();
    }

    /** What its health path says; its other paths answer in any case. */
    void healthy(boolean now) {
        healthy = now;
    }

    /** Answers what waits at {@code /held}. */
    void letGo() {
        held.countDown();
    }

    /** Sends so many more chunks of the download. */
    void send(int more) {
        chunks.release(more);
    }

    private void serve(HttpExchange exchange) throws IOException {
        served.incrementAndGet();
        answer(exchange, 200);
    }

    private void hold(HttpExchange exchange) throws IOException {
        inFlight.incrementAndGet();
        try {
            held.await();
            answer(exchange, 200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** {@code /download?<chunks>}: each chunk only when the test says so. */
    private void download(HttpExchange exchange) throws IOException {
        int wanted = Integer.parseInt(exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(200, (long) wanted * CHUNK);
        try (OutputStream body = exchange.getResponseBody()) {
            for (int sent = 0; sent < wanted; sent++) {
                chunks.acquireUninterruptibly();
                body.write(new byte[CHUNK]);
                body.flush();
            }
        }
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("X-Request-Id");
        byte[] body =
                "{\"instance\":\"%s\",\"request\":\"%s\"}\n".formatted(name, id).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
    }
}
