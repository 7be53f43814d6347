package io.berth.balancer;

import static io.berth.balancer.Api.create;
import static io.berth.balancer.Api.front;
import static io.berth.balancer.Api.listener;
import static io.berth.balancer.Api.operator;
import static io.berth.balancer.Api.patch;
import static io.berth.balancer.Api.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.berth.balancer.listener.ListenerRecords;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.web.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of traffic when configurations change, are refused, or somebody does not answer. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(ProxyStack.class)
class ProxyComponentTest {
    @Inject
    FakeHosts hosts;

    @Inject
    FakeProxies proxies;

    @Inject
    ListenerRecords records;

    @Inject
    Tenant tenant;

    @Test
    void targetsOfAPoolThatAListenerLeftDrainUntilTheOldWorkerIsDone() {
        var balancer = front("blue", 7101);
        create("/v1/pools", "{\"name\": \"green\"}").statusCode(201);
        var id = create("/v1/pools/blue/targets", target("one", 8080)).extract().<String>path("id");
        proxies.of(balancer).hold(id, 1);

        patch("/v1/listeners/blue", "{\"pool\": \"green\"}");
        ready("/v1/listeners/blue");
        operator().delete("/v1/pools/blue/targets/one").then().statusCode(202);

        staysDraining("/v1/pools/blue/targets/one");
        proxies.of(balancer).finish();
        gone("/v1/pools/blue/targets/one");
    }

    @Test
    void aListenerStaysWithItsPoolUntilTheNewOneHasAWorkingTarget() {
        front("old", 7116);
        create("/v1/pools", "{\"name\": \"new\", \"healthCheck\": {\"interval\": \"200ms\"}}")
                .statusCode(201);
        operator()
                .body(target("dead", FakeHaproxy.DEAD_PORT))
                .post("/v1/pools/new/targets")
                .then()
                .statusCode(202);

        patch("/v1/listeners/old", "{\"pool\": \"new\"}");
        await().untilAsserted(() -> operator()
                .get("/v1/listeners/old")
                .then()
                .body("status", equalTo("PENDING"))
                .body("statusReason", containsString("stays with the pool before")));
        operator().delete("/v1/pools/old").then().statusCode(409).body("detail", containsString("listener old"));

        create("/v1/pools/new/targets", target("alive", 8080)).statusCode(201);
        ready("/v1/listeners/old");
        operator().header("Prefer", "wait=20").delete("/v1/pools/old").then().statusCode(204);
    }

    @Test
    void targetsBehindADeletedListenerDrainUntilTheOldWorkerIsDone() {
        var balancer = front("short", 7102);
        var id =
                create("/v1/pools/short/targets", target("one", 8080)).extract().<String>path("id");
        proxies.of(balancer).hold(id, 1);

        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/listeners/short")
                .then()
                .statusCode(204);
        operator().delete("/v1/pools/short/targets/one").then().statusCode(202);

        staysDraining("/v1/pools/short/targets/one");
        proxies.of(balancer).finish();
        gone("/v1/pools/short/targets/one");
    }

    @Test
    void whatWasLeftBehindIsNotWaitedForLongerThanThePoolAllows() {
        var balancer = front("hasty", 7103);
        patch("/v1/pools/hasty", "{\"drainTimeout\": \"3s\"}");
        var id =
                create("/v1/pools/hasty/targets", target("one", 8080)).extract().<String>path("id");
        proxies.of(balancer).hold(id, 1);

        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/listeners/hasty")
                .then()
                .statusCode(204);
        operator().delete("/v1/pools/hasty/targets/one").then().statusCode(202);

        gone("/v1/pools/hasty/targets/one");
    }

    @Test
    void whenAReloadIsRefusedTargetsStillComeAndGo() {
        var balancer = front("stubborn", 7104);
        create("/v1/pools/stubborn/targets", target("one", 8080)).statusCode(201);
        proxies.of(balancer).refuseReloads("out of everything");
        operator()
                .body(listener("more", 7105, "stubborn"))
                .post("/v1/balancers/stubborn/listeners")
                .then()
                .statusCode(202);
        await().untilAsserted(() -> operator()
                .get("/v1/balancers/stubborn")
                .then()
                .body("status", equalTo("FAILED"))
                .body("statusReason", equalTo("out of everything"))
                .body("operatingStatus", equalTo("ONLINE")));
        int reloads = proxies.of(balancer).reloads();

        create("/v1/pools/stubborn/targets", target("two", 8080)).statusCode(201);
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/pools/stubborn/targets/one")
                .then()
                .statusCode(204);

        assertThat(proxies.of(balancer).reloads())
                .as("not offered again at once")
                .isEqualTo(reloads);
        proxies.of(balancer).refuseReloads(null);
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/listeners/more")
                .then()
                .statusCode(204);
        ready("/v1/balancers/stubborn");
        operator().get("/v1/pools/stubborn/targets/two").then().body("status", equalTo("HEALTHY"));
    }

    @Test
    void aPortThatOnlyAReloadFindsTakenIsNotTriedWithEveryPass() {
        var balancer = front("quiet", 7106);
        FakeHaproxy.UNBINDABLE.add(7107);

        create("/v1/balancers/quiet/listeners", listener("low", 7107, "quiet"))
                .statusCode(409)
                .body("code", equalTo("LISTENER_PORT_TAKEN"))
                .body("detail", containsString("Choose another address or port"));
        int reloads = proxies.of(balancer).reloads();
        for (int i = 0; i < 3; i++) {
            create("/v1/pools/quiet/targets", target("t" + i, 8080)).statusCode(201);
        }

        assertThat(proxies.of(balancer).reloads()).isEqualTo(reloads);
        operator().get("/v1/listeners/quiet").then().body("status", equalTo("READY"));
        operator().get("/v1/listeners/low").then().body("status", equalTo("FAILED"));
    }

    @Test
    void anAddressOfAnotherHostIsRefusedWithoutAReload() {
        var balancer = front("local", 7108);
        int reloads = proxies.of(balancer).reloads();

        create("/v1/balancers/local/listeners", """
                {"name": "far", "protocol": "HTTP", "address": "10.99.0.1", "port": 7109, "pool": "local"}""")
                .statusCode(422)
                .body("code", equalTo("LISTENER_REFUSED"))
                .body("detail", containsString("no address of the host"));

        assertThat(proxies.of(balancer).reloads()).isEqualTo(reloads);
    }

    @Test
    void aLeavingListenersPortGoesToTheNextOne() {
        var balancer = front("relay", 7110);
        proxies.of(balancer).confuse(true);
        operator().delete("/v1/listeners/relay").then().statusCode(202);
        operator()
                .body(listener("runner", 7110, "relay"))
                .post("/v1/balancers/relay/listeners")
                .then()
                .statusCode(202);
        proxies.of(balancer).confuse(false);

        patch("/v1/listeners/runner", "{\"idleTimeout\": \"61s\"}");

        ready("/v1/listeners/runner");
        operator().get("/v1/listeners/relay").then().statusCode(404);
    }

    @Test
    void anEngineThatIsAwayStopsNeitherTargetsNorStatistics() {
        front("alone", 7111);
        create("/v1/pools/alone/targets", target("one", 8080)).statusCode(201);
        hosts.engine().unavailable(true);
        try {
            create("/v1/pools/alone/targets", target("two", 8080)).statusCode(201);
            operator()
                    .header("Prefer", "wait=20")
                    .delete("/v1/pools/alone/targets/one")
                    .then()
                    .statusCode(204);
            operator().get("/v1/balancers/alone").then().body("operatingStatus", equalTo("ONLINE"));
            operator().get("/v1/balancers/alone/stats").then().statusCode(200);
        } finally {
            hosts.engine().unavailable(false);
        }
    }

    @Test
    void aProxyThatStaysSilentIsStartedAnew() throws Exception {
        var balancer = front("sleepy", 7112);
        create("/v1/pools/sleepy/targets", target("one", 8080)).statusCode(201);
        var first = proxies.of(balancer);

        first.close();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(proxies.of(balancer)).isNotNull().isNotSameAs(first);
            operator().get("/v1/balancers/sleepy").then().body("operatingStatus", equalTo("ONLINE"));
        });
        ready("/v1/listeners/sleepy");
    }

    @Test
    void aProxyThatTalksNonsenseCostsTheOthersNoSamples() {
        front("clear", 7113);
        var mad = front("mad", 7114);
        proxies.of(mad).confuse(true);
        try (var facts = KafkaFacts.of("berth.metric")) {
            var now = Instant.now();
            facts.await(
                    "samples that were taken after the other one went mad",
                    fact -> "clear".equals(fact.data().path("poolName").asText())
                            && Instant.parse(fact.data().path("at").asText()).isAfter(now.plusSeconds(3)));
        } finally {
            proxies.of(mad).confuse(false);
        }
    }

    @Test
    void aListenerOfWhichSomethingElseIsWantedByNowIsNotToldToBeReady() {
        var balancer = front("moving", 7115);
        var read = tenant.call("default", () -> records.ofBalancer(balancer));
        proxies.of(balancer).refuseReloads("not now");
        patch("/v1/listeners/moving", "{\"idleTimeout\": \"77s\"}");

        tenant.run("default", () -> records.bound(read));
        tenant.run("default", () -> records.gone(read));

        operator().get("/v1/listeners/moving").then().body("status", equalTo("PENDING"));
    }

    private static void ready(String path) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator().get(path).then().body("status", equalTo("READY")));
    }

    private static void staysDraining(String path) {
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> operator().get(path).then().body("status", equalTo("DRAINING")));
    }

    private static void gone(String path) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> operator().get(path).then().statusCode(404));
    }
}
