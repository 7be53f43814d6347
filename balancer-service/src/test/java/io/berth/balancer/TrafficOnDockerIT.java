package io.berth.balancer;

import static io.berth.balancer.Api.create;
import static io.berth.balancer.Api.operator;
import static io.berth.balancer.Api.patch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.berth.balancer.load.Backend;
import io.berth.balancer.load.Load;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real traffic through real HAProxy; what {@link BalancerOnDockerIT} needs, and run like it. */
@QuarkusTest
@TestProfile(BalancerOnDockerIT.OnDocker.class)
@QuarkusTestResource(value = BerthStack.class, restrictToAnnotatedClass = true)
class TrafficOnDockerIT {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @BeforeEach
    void aBalancer() throws Exception {
        port = BalancerOnDockerIT.freePort();
        create("/v1/balancers", "{\"name\": \"front\"}").statusCode(201);
    }

    @AfterEach
    void nothingLeft() {
        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/balancers/front")
                .then()
                .statusCode(204);
        for (String pool : operator().get("/v1/pools").jsonPath().getList("items.name", String.class)) {
            operator()
                    .header("Prefer", "wait=60")
                    .delete("/v1/pools/" + pool)
                    .then()
                    .statusCode(204);
        }
    }

    @Test
    void anotherPoolForAListenerLosesNoRequestAndEndsWhatWasUnderWay() throws Exception {
        pool("blue", "");
        // The download's connection stays open and idle, and might bring another request: that is waited for so long.
        patch("/v1/pools/blue", "{\"drainTimeout\": \"15s\"}");
        pool("green", "");
        listener("http", port, "blue");
        try (var blue = backend();
                var green = backend()) {
            target("blue", blue, 100);
            operator()
                    .body(json("green", green, 100))
                    .post("/v1/pools/green/targets")
                    .then()
                    .statusCode(202);
            var load = new Load(port, 3000, 10).start(8);
            var download = download();
            await().until(() -> blue.active() > 0);

            patch("/v1/listeners/http", "{\"pool\": \"green\"}");
            await().untilAsserted(
                            () -> operator().get("/v1/listeners/http").then().body("status", equalTo("READY")));
            operator()
                    .header("Prefer", "wait=40")
                    .delete("/v1/pools/blue/targets/t" + blue.port())
                    .then()
                    .statusCode(204);

            assertThat(blue.active())
                    .as("what it was still sending when it was told to be drained")
                    .isZero();
            assertThat(download.get().body()).hasSize(Backend.DRIPS * 1000);
            load.join();
            assertThat(load.failures()).isEmpty();
            assertThat(green.answers()).isPositive();
        }
    }

    @Test
    void aPortHeldOnAnotherAddressPausesNobody() throws Exception {
        pool("web", "");
        listener("http", port, "web");
        try (var backend = backend();
                var holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            target("web", backend, 100);
            var load = new Load(port, 2000, 5).start(8);

            create("/v1/balancers/front/listeners", """
                    {"name": "any", "protocol": "HTTP", "address": "*", "port": %d, "pool": "web"}""".formatted(holder.getLocalPort()))
                    .statusCode(409)
                    .body("code", equalTo("LISTENER_PORT_TAKEN"));

            load.join();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void connectionsPassThroughATcpListenerAndEndBeforeTheirTargetIsDrained() throws Exception {
        create("/v1/pools", """
                {"name": "raw", "protocol": "TCP", "drainTimeout": "30s", "healthCheck": {"interval": "200ms", "rise": 1}}""").statusCode(201);
        create("/v1/balancers/front/listeners", """
                {"name": "raw", "protocol": "TCP", "port": %d, "pool": "raw"}""".formatted(port)).statusCode(201);
        try (var backend = backend()) {
            target("raw", backend, 100);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
                operator()
                        .delete("/v1/pools/raw/targets/t" + backend.port())
                        .then()
                        .statusCode(202);
                await().during(Duration.ofSeconds(2))
                        .untilAsserted(() -> operator()
                                .get("/v1/pools/raw/targets/t" + backend.port())
                                .then()
                                .body("status", equalTo("DRAINING")));
                assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
            }
            await().untilAsserted(() -> operator()
                    .get("/v1/pools/raw/targets/t" + backend.port())
                    .then()
                    .statusCode(404));
        }
    }

    @Test
    void leastConnectionsHonourWeights() throws Exception {
        pool("web", ", \"algorithm\": \"WEIGHTED_LEAST_CONNECTIONS\"");
        listener("http", port, "web");
        try (var heavy = backend();
                var light = backend()) {
            heavy.delay(50);
            light.delay(50);
            target("web", heavy, 150);
            target("web", light, 50);

            new Load(port, 2000, 0).start(40).join();

            assertThat((double) heavy.answers() / (heavy.answers() + light.answers()))
                    .isCloseTo(0.75, within(0.05));
        }
    }

    @Test
    void aClientsAddressStaysOnOneTargetAndOnlyThatOfALeavingTargetMoves() throws Exception {
        pool("web", ", \"algorithm\": \"SOURCE_IP_HASH\"");
        listener("http", port, "web");
        try (var one = backend();
                var two = backend();
                var three = backend()) {
            target("web", one, 100);
            target("web", two, 100);
            target("web", three, 100);
            var first = clients();
            assertThat(clients()).isEqualTo(first);
            assertThat(new HashSet<>(first.values())).hasSize(3);

            operator()
                    .header("Prefer", "wait=30")
                    .delete("/v1/pools/web/targets/t" + two.port())
                    .then()
                    .statusCode(204);

            var after = clients();
            first.forEach((client, target) -> {
                if (!target.equals(Integer.toString(two.port()))) {
                    assertThat(after.get(client)).isEqualTo(target);
                }
            });
        }
    }

    @Test
    void anUnhealthyTargetLeavesAndComesBackAndNobodyNotices() throws Exception {
        pool("web", "");
        listener("http", port, "web");
        try (var sick = backend();
                var fit = backend()) {
            target("web", sick, 100);
            target("web", fit, 100);
            var load = new Load(port, 4000, 10).start(8);

            sick.fail();
            status("web", sick, "UNHEALTHY");
            int before = sick.answers();
            await().during(Duration.ofSeconds(1)).until(() -> sick.answers() - before <= 8);
            sick.recover();
            status("web", sick, "HEALTHY");
            await().until(() -> sick.answers() > before + 20);

            load.join();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void reloadsKeepADownloadAndADrainedTargetDrained() throws Exception {
        pool("web", "");
        listener("http", port, "web");
        try (var leaving = backend();
                var staying = backend()) {
            target("web", leaving, 100);
            var download = download();
            await().until(() -> leaving.active() > 0);
            target("web", staying, 100);
            operator().delete("/v1/pools/web/targets/t" + leaving.port()).then().statusCode(202);
            status("web", leaving, "DRAINING");

            for (int i = 0; i < 3; i++) {
                listener("more" + i, BalancerOnDockerIT.freePort(), "web");
            }
            int before = leaving.answers();
            var load = new Load(port, 300, 0).start(4);
            load.join();

            assertThat(load.failures()).isEmpty();
            assertThat(leaving.answers()).isEqualTo(before);
            assertThat(download.get().body()).hasSize(Backend.DRIPS * 1000);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> download() {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/drip"))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** Which target each of many client addresses gets. */
    private Map<String, String> clients() {
        var targets = new ConcurrentHashMap<String, String>();
        IntStream.rangeClosed(1, 60).forEach(i -> {
            var address = "127.0.7." + i;
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0)) {
                targets.put(
                        address,
                        exchange(socket).lines().reduce((one, last) -> last).orElseThrow());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        return targets;
    }

    /** One request on the connection, which stays open. */
    private static String exchange(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = new byte[4096];
        int length = 0;
        var text = "";
        // Head and the port as body, of known length, may come in pieces.
        while (!text.matches("(?s).*\r\n\r\n\\d{4,5}")) {
            int more = socket.getInputStream().read(answer, length, answer.length - length);
            assertThat(more).as("bytes after " + text).isPositive();
            length += more;
            text = new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
        return text;
    }

    private static Backend backend() throws IOException {
        return new Backend(new ConcurrentHashMap<>());
    }

    private static void pool(String name, String more) {
        create("/v1/pools", """
                {"name": "%s", "drainTimeout": "30s", "healthCheck": {"path": "/health", "interval": "200ms", "rise": 1, "fall": 2}%s}""".formatted(name, more)).statusCode(201);
    }

    private static void listener(String name, int port, String pool) {
        create("/v1/balancers/front/listeners", Api.listener(name, port, pool)).statusCode(201);
    }

    private static void target(String pool, Backend backend, int weight) {
        create("/v1/pools/" + pool + "/targets", json("t" + backend.port(), backend, weight))
                .statusCode(201);
    }

    private static String json(String name, Backend backend, int weight) {
        return "{\"name\": \"%s\", \"address\": \"127.0.0.1\", \"port\": %d, \"weight\": %d}"
                .formatted(name, backend.port(), weight);
    }

    private static void status(String pool, Backend backend, String status) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator()
                        .get("/v1/pools/" + pool + "/targets/t" + backend.port())
                        .then()
                        .body("status", equalTo(status)));
    }
}
