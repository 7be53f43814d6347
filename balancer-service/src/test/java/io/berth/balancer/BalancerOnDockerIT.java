package io.berth.balancer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.berth.balancer.load.Backend;
import io.berth.balancer.load.Load;
import io.berth.engine.Hosts;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The whole path on this machine's engine: needs the image {@code berth/proxy}, a volume {@code berth_it_proxy} and the
 * right to read the engine's files. Not part of the build; run it with {@code -Dtest=BalancerOnDockerIT}.
 */
@QuarkusTest
@TestProfile(BalancerOnDockerIT.OnDocker.class)
@QuarkusTestResource(value = BerthStack.class, restrictToAnnotatedClass = true)
class BalancerOnDockerIT {

    public static class OnDocker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.arc.exclude-types", "io.berth.test.FakeHosts,io.berth.balancer.FakeProxies",
                    "berth.proxy.directory", "/var/lib/docker/volumes/berth_it_proxy/_data",
                    "berth.proxy.volume", "berth_it_proxy",
                    "berth.proxy.image", "berth/proxy");
        }
    }

    @Inject
    Hosts hosts;

    private final ConcurrentHashMap<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    @Test
    void noRequestIsLostWhileThirtyTargetsComeAndGoAndListenersAreAdded() throws Exception {
        int port = freePort();
        create("/v1/pools", """
                {"name": "web", "drainTimeout": "10s", "healthCheck": {"path": "/health", "interval": "500ms"}}""");
        create("/v1/balancers", "{\"name\": \"front\"}");
        var targets = new ArrayDeque<Target>();
        for (int i = 0; i < 4; i++) {
            targets.add(target("t" + i));
        }
        create("/v1/balancers/front/listeners", """
                {"name": "http", "protocol": "HTTP", "port": %d, "pool": "web"}""".formatted(port));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> operator().get("/v1/balancers/front").then().body("operatingStatus", equalTo("ONLINE")));

        var load = new Load(port, 24_000, 5).start(8);
        long begin = System.nanoTime();
        var spent = new ArrayList<Long>();
        for (int change = 0; change < 30; change++) {
            long started = System.nanoTime();
            if (change % 2 == 0) {
                targets.add(target("x" + change));
            } else {
                var leaving = targets.remove();
                operator()
                        .header("Prefer", "wait=30")
                        .delete("/v1/pools/web/targets/" + leaving.name())
                        .then()
                        .statusCode(204);
                leaving.backend().close();
            }
            spent.add((System.nanoTime() - started) / 1_000_000);
            if (change % 10 == 5) {
                create("/v1/balancers/front/listeners", """
                        {"name": "more%d", "protocol": "HTTP", "port": %d, "pool": "web"}""".formatted(change, freePort()));
            }
        }
        boolean stillRunning = load.running();
        load.join();
        System.out.printf(
                "BALANCER-PROOF requests=%d failures=%d changes=30 reloads=4 load-outlasted-changes=%s seconds=%.1f change-ms=%s%n",
                load.answered(), load.failures().size(), stillRunning, (System.nanoTime() - begin) / 1e9, spent);
        assertThat(load.failures()).isEmpty();
        assertThat(seen).hasSize(24_000);
        assertThat(seen.values()).allMatch(count -> count.get() == 1);
        System.out.println("BALANCER-STATS "
                + operator().get("/v1/balancers/front/stats").jsonPath().getString("pools[0]"));
        aPortOfSomebodyElseFailsOneListenerOnly(targets.peek());
        theProxyComesBackAfterAKill(port);
        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/balancers/front")
                .then()
                .statusCode(204);
    }

    private void aPortOfSomebodyElseFailsOneListenerOnly(Target other) {
        operator()
                .header("Prefer", "wait=25")
                .body("{\"name\": \"taken\", \"protocol\": \"HTTP\", \"port\": %d, \"pool\": \"web\"}"
                        .formatted(other.backend().port()))
                .post("/v1/balancers/front/listeners")
                .then()
                .statusCode(409)
                .body("code", equalTo("LISTENER_PORT_TAKEN"));
    }

    /** By its pid on the host, so that the engine starts it again. */
    private void theProxyComesBackAfterAKill(int port) throws Exception {
        var id = operator().get("/v1/balancers/front").jsonPath().getString("id");
        var container = hosts.engine("local").containers("balancer").stream()
                .filter(found -> found.owner().id().equals(id))
                .findFirst()
                .orElseThrow();
        ProcessHandle.of(container.pid()).orElseThrow().destroyForcibly();
        long killed = System.nanoTime();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    var probe = new Load(port, 1, 0).start(1);
                    probe.join();
                    return probe.answered() == 1;
                });
        System.out.printf("BALANCER-KILL traffic-again-ms=%d%n", (System.nanoTime() - killed) / 1_000_000);
        var load = new Load(port, 500, 0).start(4);
        load.join();
        assertThat(load.failures()).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> operator()
                        .get("/v1/balancers/front")
                        .then()
                        .body("operatingStatus", equalTo("ONLINE"))
                        .body("status", equalTo("READY")));
    }

    private record Target(String name, Backend backend) {}

    private Target target(String name) throws Exception {
        var backend = new Backend(seen);
        operator()
                .header("Prefer", "wait=0")
                .body("{\"name\": \"%s\", \"address\": \"127.0.0.1\", \"port\": %d}".formatted(name, backend.port()))
                .post("/v1/pools/web/targets")
                .then()
                .statusCode(202);
        return new Target(name, backend);
    }

    private static void create(String path, String body) {
        operator()
                .header("Prefer", "wait=25")
                .body(body)
                .post(path)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(201);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }

    static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
