package io.berth.console.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A network service that says what it was asked, an image service that knows its callers itself, and others that are down. */
public class TestServices implements QuarkusTestResourceLifecycleManager {

    static final Set<String> ASKED = ConcurrentHashMap.newKeySet();
    static volatile CountDownLatch gate = new CountDownLatch(0);

    private static final String DOWN = "http://127.0.0.1:1";
    private static final int SILENCE_SECONDS = 17;

    private HttpServer server;
    private HttpServer registry;

    @Override
    public Map<String, String> start() {
        server = listen();
        server.createContext("/", TestServices::echo);
        server.createContext("/events", TestServices::stream);
        server.createContext("/q/health/ready", TestServices::unwell);
        server.createContext(
                "/q/openapi",
                exchange -> answer(exchange, 200, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"network\"}}"));
        registry = listen();
        registry.createContext("/v2/", TestServices::challenge);
        return Map.of(
                "berth.console.services.network",
                address(server),
                "berth.console.services.image",
                address(registry),
                "berth.console.services.balancer",
                DOWN,
                "berth.console.services.scaler",
                DOWN);
    }

    private static HttpServer listen() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ASKED.add(path);
        if (path.startsWith("/slow")) {
            await(gate, 20);
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Location", "/v1/networks/net_1");
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        answer(
                exchange,
                202,
                exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " " + body.length);
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var events = exchange.getResponseBody()) {
            events.write("data: before\n\n".getBytes(StandardCharsets.UTF_8));
            events.flush();
            await(new CountDownLatch(1), SILENCE_SECONDS);
            events.write("data: after\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As a registry does: the realm is where it was asked. */
    private static void challenge(HttpExchange exchange) throws IOException {
        var asked = exchange.getRequestHeaders();
        ASKED.add(exchange.getRequestURI().getPath() + " " + asked.getFirst("Authorization"));
        exchange.getResponseHeaders()
                .add(
                        "WWW-Authenticate",
                        "Bearer realm=\"http://" + asked.getFirst("Host") + "/token\",service=\"berth\"");
        answer(exchange, 401, "{}");
    }

    private static void unwell(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                503,
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"outbox\",\"status\":\"DOWN\"},{\"name\":\"db\",\"status\":\"UP\"}]}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void await(CountDownLatch latch, int seconds) throws IOException {
        try {
            var unused = latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
        registry.stop(0);
    }
}
