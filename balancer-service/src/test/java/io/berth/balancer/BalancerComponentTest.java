package io.berth.balancer;

import static io.berth.balancer.Api.create;
import static io.berth.balancer.Api.front;
import static io.berth.balancer.Api.listener;
import static io.berth.balancer.Api.operator;
import static io.berth.balancer.Api.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(ProxyStack.class)
class BalancerComponentTest {
    @Inject
    FakeHosts hosts;

    @Inject
    FakeProxies proxies;

    @Inject
    Outbox outbox;

    @Test
    void targetsComeAndGoWithoutAReload() {
        var balancer = front("steady", 7001);
        int reloads = proxies.of(balancer).reloads();

        create("/v1/pools/steady/targets", target("one", 8080)).statusCode(201).body("status", equalTo("HEALTHY"));
        create("/v1/pools/steady/targets", target("two", 8080)).statusCode(201);
        operator()
                .body("{\"weight\": 7}")
                .contentType("application/merge-patch+json")
                .patch("/v1/pools/steady/targets/two")
                .then()
                .statusCode(200);
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/pools/steady/targets/one")
                .then()
                .statusCode(204);

        assertThat(proxies.of(balancer).reloads()).isEqualTo(reloads);
        assertThat(proxies.of(balancer).log()).anyMatch(command -> command.endsWith("weight 7"));
        operator().get("/v1/balancers/steady").then().body("operatingStatus", equalTo("ONLINE"));
    }

    @Test
    void aNewTargetIsCheckedBeforeItIsOpenedAndDrainedBeforeItIsRemoved() {
        var balancer = front("orderly", 7002);
        var id = create("/v1/pools/orderly/targets", target("one", 8080))
                .extract()
                .<String>path("id");
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/pools/orderly/targets/one")
                .then()
                .statusCode(204);

        var commands = proxies.of(balancer).log().stream()
                .filter(command -> command.contains(id))
                .map(command -> command.replaceAll(" \\S+/" + id, "").replaceAll("^(add server).*", "$1"))
                .toList();
        assertThat(commands)
                .containsExactly(
                        "add server",
                        "enable health",
                        "set server state drain",
                        "set server health down",
                        "set server state ready",
                        "set server state drain",
                        "set server state maint",
                        "shutdown sessions server",
                        "del server");
    }

    @Test
    void aTargetThatFailsItsChecksNeverOpens() {
        var balancer = front("grim", 7003);
        operator()
                .body(target("dead", FakeHaproxy.DEAD_PORT))
                .post("/v1/pools/grim/targets")
                .then()
                .statusCode(202);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> operator()
                        .get("/v1/pools/grim/targets/dead")
                        .then()
                        .body("status", equalTo("UNHEALTHY"))
                        .body("statusReason", containsString("L4CON")));
        assertThat(proxies.of(balancer).log()).noneMatch(command -> command.endsWith("state ready"));
        operator().get("/v1/balancers/grim").then().body("operatingStatus", equalTo("OFFLINE"));
    }

    @Test
    void aPoolOnNoBalancerSaysSo() {
        create("/v1/pools", "{\"name\": \"lonely\"}").statusCode(201);
        operator()
                .body(target("one", 8080))
                .post("/v1/pools/lonely/targets")
                .then()
                .statusCode(202);

        await().untilAsserted(() -> operator()
                .get("/v1/pools/lonely/targets/one")
                .then()
                .body("status", equalTo("CHECKING"))
                .body("statusReason", equalTo("the pool is on no balancer")));
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/pools/lonely/targets/one")
                .then()
                .statusCode(204);
    }

    @Test
    void aPortThatSomethingElseHasFailsTheListenerAlone() {
        front("polite", 7004);
        FakeHaproxy.OCCUPIED.add(7005);

        create("/v1/balancers/polite/listeners", listener("second", 7005, "polite"))
                .statusCode(409)
                .body("code", equalTo("LISTENER_PORT_TAKEN"));
        operator().get("/v1/listeners/second").then().body("status", equalTo("FAILED"));
        operator().get("/v1/listeners/polite").then().body("status", equalTo("READY"));
        create("/v1/balancers/polite/listeners", listener("third", 7004, "polite"))
                .statusCode(409)
                .body("detail", containsString("polite"));
    }

    @Test
    void aProxyThatIsKilledComesBackWithItsTargets() {
        var balancer = front("phoenix", 7006);
        create("/v1/pools/phoenix/targets", target("one", 8080)).statusCode(201);
        var container = hosts.engine().containers("balancer").stream()
                .filter(found -> found.owner().id().equals(balancer))
                .findFirst()
                .orElseThrow();

        hosts.engine().remove(container.id());

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(hosts.engine().containers("balancer"))
                    .anyMatch(found ->
                            found.owner().id().equals(balancer) && !found.id().equals(container.id()));
            operator().get("/v1/balancers/phoenix").then().body("operatingStatus", equalTo("ONLINE"));
        });
    }

    @Test
    void membersOfAGroupAreTargetsAndTheFactsTellTheGroup() {
        front("crew", 7007);
        membership("grp_1", "crew", member("i_1", "IN"), member("i_2", "IN"));

        try (var facts = KafkaFacts.of("berth.balancer", "berth.metric")) {
            var healthy = facts.await(
                    "target.healthy of i_1",
                    fact -> "io.berth.target.healthy.v1".equals(fact.type())
                            && "i_1".equals(fact.data().path("instance").asText()));
            assertThat(healthy.data().path("poolName").asText()).isEqualTo("crew");
            assertThat(healthy.data().path("group").asText()).isEqualTo("grp_1");
            operator()
                    .delete("/v1/pools/crew/targets/" + healthy.subject())
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("TARGET_MANAGED"));

            membership("grp_1", "crew", member("i_1", "DRAINING"), member("i_2", "IN"));
            facts.await("io.berth.target.draining.v1", healthy.subject());
            facts.await("io.berth.target.drained.v1", healthy.subject());
            operator().get("/v1/pools/crew/targets/i-1").then().body("status", equalTo("DRAINED"));

            membership("grp_1", "crew", member("i_2", "IN"));
            await().untilAsserted(() ->
                    operator().get("/v1/pools/crew/targets/i-1").then().statusCode(404));
            facts.await(
                    "pool.sampled",
                    fact -> "io.berth.pool.sampled.v1".equals(fact.type())
                            && fact.data().path("healthyTargets").asInt() == 1
                            && "crew".equals(fact.data().path("poolName").asText()));
            facts.requireValid();
        }
    }

    @Test
    void aMemberThatMovedIsATargetAgainAsSoonAsItsOldPlaceIsDrained() {
        front("movers", 7010);
        membership("grp_3", "movers", member("i_5", "IN"));
        healthyAt("10.9.0.1");

        membership("grp_3", "movers", member("i_5", "IN", "10.9.0.2"));

        healthyAt("10.9.0.2");
    }

    /** Well before the periodic comparison. */
    private static void healthyAt(String address) {
        await().atMost(Duration.ofSeconds(12))
                .untilAsserted(() -> operator()
                        .get("/v1/pools/movers/targets/i-5")
                        .then()
                        .statusCode(200)
                        .body("address", equalTo(address))
                        .body("status", equalTo("HEALTHY")));
    }

    @Test
    void membersOfAPoolThatIsNotThereAreRejectedOnceAndTakenWhenItComes() {
        membership("grp_2", "later", member("i_9", "IN"));

        try (var facts = KafkaFacts.of("berth.balancer")) {
            var rejected = facts.await("io.berth.target.rejected.v1", "i_9");
            assertThat(rejected.data().path("reason").asText()).contains("no pool named later");
            create("/v1/pools", "{\"name\": \"later\"}").statusCode(201);
            facts.await(
                    "target.registered of i_9",
                    fact -> "io.berth.target.registered.v1".equals(fact.type())
                            && "i_9".equals(fact.data().path("instance").asText()));
            assertThat(facts.all().stream().filter(fact -> "io.berth.target.rejected.v1".equals(fact.type())))
                    .hasSize(1);
            facts.requireValid();
        }
    }

    @Test
    void aPoolThatAListenerUsesStays() {
        front("busy", 7008);

        operator().delete("/v1/pools/busy").then().statusCode(409).body("detail", containsString("listener busy"));
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/balancers/busy")
                .then()
                .statusCode(204);
        operator().get("/v1/listeners/busy").then().statusCode(404);
        operator().header("Prefer", "wait=20").delete("/v1/pools/busy").then().statusCode(204);
    }

    @Test
    void statisticsNameListenersPoolsAndTargets() {
        front("counted", 7009);
        var id = create("/v1/pools/counted/targets", target("one", 8080))
                .extract()
                .<String>path("id");

        operator()
                .get("/v1/balancers/counted/stats")
                .then()
                .statusCode(200)
                .body("targets.target", hasItem(id))
                .body("listeners.size()", equalTo(1))
                .body("pools.size()", equalTo(1));
    }

    private static Map<String, Object> member(String instance, String state) {
        return member(instance, state, "10.9.0.1");
    }

    private static Map<String, Object> member(String instance, String state, String address) {
        return Map.of(
                "instance", instance, "address", address, "port", 8080, "weight", 100, "zone", "a", "state", state);
    }

    /** As the scaler publishes it. */
    @SafeVarargs
    private void membership(String group, String pool, Map<String, Object>... members) {
        var state = Map.of(
                "group",
                group,
                "groupName",
                "g",
                "pool",
                pool,
                "project",
                "default",
                "generation",
                1,
                "members",
                List.of(members));
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.publishState(
                        "berth.pool-members", group, pool, state, new Origin("default", "c1", null, null)));
    }
}
