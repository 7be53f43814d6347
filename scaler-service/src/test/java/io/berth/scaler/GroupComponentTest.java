package io.berth.scaler;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GroupComponentTest {
    private static final String NETWORK = "b-net";

    @Inject
    FakeHosts hosts;

    private Outside outside;

    @BeforeEach
    void aNetworkIsThere() {
        outside = new Outside();
        hosts.engine()
                .createNetwork(new NetworkSpec(
                        new Owner("default", "network", "net_default", "default", 1),
                        NETWORK,
                        "bridge",
                        List.of(new io.berth.engine.SubnetSpec("10.9.0.0/24", null, null)),
                        false,
                        false,
                        null,
                        false,
                        null));
        outside.network("default", "default", NETWORK);
    }

    @AfterEach
    void clean() {
        for (var group : groups()) {
            operator().delete("/v1/groups/" + group);
        }
        await().atMost(ofSeconds(30)).until(() -> {
            instances("CHECKING").forEach(id -> outside.target("drained", "default", id));
            instances("IN_SERVICE").forEach(id -> outside.target("drained", "default", id));
            instances("DRAINING").forEach(id -> outside.target("drained", "default", id));
            return groups().isEmpty();
        });
        outside.close();
    }

    @Test
    void aGroupWithoutAPoolComesUpAndGoesAway() {
        var group = created("plain", 2, 3, "");

        assertThat(group.getString("status")).isEqualTo("READY");
        assertThat(containers()).hasSize(2).allMatch(EngineContainer::running);
        assertThat(containers()).allMatch(container -> container.name().startsWith("berth-plain-"));
        assertThat(hosts.engine().calls()).contains("pull");

        operator().header("Prefer", "wait=30").delete("/v1/groups/plain").then().statusCode(204);
        assertThat(containers()).isEmpty();
        operator().get("/v1/groups/plain").then().statusCode(404);
    }

    @Test
    void aKilledContainerIsReplaced() {
        created("killed", 2, 2, "");
        var victim = containers().getFirst();

        hosts.engine().exit(victim.id(), 137);

        await().atMost(ofSeconds(15)).untilAsserted(() -> {
            assertThat(containers()).hasSize(2).allMatch(EngineContainer::running);
            assertThat(containers()).noneMatch(container -> container.id().equals(victim.id()));
            assertThat(inService("killed")).hasSize(2);
        });
        assertThat(activities("killed"))
                .anyMatch(a -> "REPLACED".equals(a.get("verdict"))
                        && a.get("reason").toString().contains("exit code 137"));
    }

    @Test
    void withAPoolItFollowsTheBalancersWordFromLaunchToStop() {
        try (var facts = KafkaFacts.of("berth.scaler", "berth.pool-members")) {
            var group = create("pooled", 1, 2, ",\"pool\":\"web\",\"drainTimeout\":\"20s\"");
            var launched = facts.await("launch", is("io.berth.instance.launched.v1", group));
            var instance = launched.subject();
            facts.await("membership", fact -> members(fact).equals(List.of(instance + " IN")));
            await().atMost(ofSeconds(10))
                    .until(() -> group("pooled").getString("statusReason").contains("waiting for pool web"));
            assertThat(group("pooled").getString("status")).isEqualTo("PENDING");

            var healthy = outside.target("healthy", "default", instance);
            var inService = facts.await("io.berth.instance.inservice.v1", instance);
            assertThat(inService.causationId()).isEqualTo(healthy);
            assertThat(inService.correlationId()).isEqualTo(launched.correlationId());
            await().atMost(ofSeconds(10))
                    .until(() -> group("pooled").getString("status").equals("READY"));

            operator().delete("/v1/groups/pooled").then().statusCode(202);
            facts.await("draining", fact -> members(fact).equals(List.of(instance + " DRAINING")));
            facts.await("io.berth.instance.terminating.v1", instance);
            assertThat(containers()).hasSize(1).allMatch(EngineContainer::running);

            outside.target("drained", "default", instance);
            facts.await("io.berth.instance.terminated.v1", instance);
            facts.await(
                    "tombstone",
                    fact -> fact.topic().equals("berth.pool-members")
                            && fact.key().equals(group)
                            && fact.data() == null);
            await().atMost(ofSeconds(10)).until(() -> containers().isEmpty());
            facts.requireValid();
        }
    }

    @Test
    void itScalesOutAndInWithTheRequestsPerTarget() {
        try (var facts = KafkaFacts.of("berth.scaler")) {
            var group = create(
                    "tracked", 1, 3, ",\"pool\":\"web\",\"cooldown\":\"1s\",\"warmup\":\"1s\",\"drainTimeout\":\"2s\"");
            operator()
                    .body("{\"type\":\"TARGET_TRACKING\",\"metric\":\"REQUESTS_PER_TARGET\",\"target\":50,"
                            + "\"scaleInWindow\":\"3s\"}")
                    .post("/v1/groups/tracked/policies")
                    .then()
                    .statusCode(201);
            await().atMost(ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(activities("tracked")).anyMatch(a -> "NO_DATA".equals(a.get("verdict"))));

            await().atMost(ofSeconds(30)).until(() -> {
                healthy("tracked");
                return inService("tracked").size() == 1;
            });
            await().atMost(ofSeconds(30)).until(() -> {
                healthy("tracked");
                outside.sample("default", inService("tracked"), 130);
                return inService("tracked").size() == 3;
            });
            var decided = facts.await("decision", is("io.berth.scaling.decided.v1", group));
            assertThat(decided.data().get("verdict").asText()).isEqualTo("OUT");
            facts.await(
                    "launch that follows from the decision",
                    fact -> "io.berth.instance.launched.v1".equals(fact.type())
                            && decided.id().equals(fact.causationId()));

            await().atMost(ofSeconds(40)).until(() -> {
                outside.sample("default", inService("tracked"), 1);
                return group("tracked").getInt("desired") == 1
                        && inService("tracked").size() == 1;
            });
            assertThat(activities("tracked")).anyMatch(a -> "IN".equals(a.get("verdict")));
            facts.requireValid();
        }
    }

    @Test
    void aContainerThatACrashLeftIsAdopted() {
        hosts.engine().failNext("start", EngineException.Kind.UNAVAILABLE);

        created("retried", 1, 1, "");

        assertThat(containers()).hasSize(1);
        assertThat(activities("retried")).anyMatch(a -> "FAILED".equals(a.get("verdict")));
    }

    @Test
    void anotherProjectsImageIsRefused() {
        operator()
                .body(body("thief", 1, 1, "").replace("default/app:1", "other/app:1"))
                .post("/v1/groups")
                .then()
                .statusCode(422)
                .body("code", org.hamcrest.Matchers.equalTo("IMAGE_OF_OTHER_PROJECT"));
    }

    @Test
    void anInstanceIsReplacedBeforeItGoesOrTakenAwayForGood() {
        created("picked", 2, 3, "");
        var before = inService("picked");

        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/groups/picked/instances/" + before.getFirst() + "?replace=true")
                .then()
                .statusCode(204);
        assertThat(inService("picked")).hasSize(2).doesNotContain(before.getFirst());
        operator()
                .delete("/v1/groups/picked/instances/" + before.getLast() + "?replace=false")
                .then()
                .statusCode(409);
        operator()
                .contentType("application/merge-patch+json")
                .body("{\"min\":1}")
                .patch("/v1/groups/picked")
                .then()
                .statusCode(200);
        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/groups/picked/instances/" + before.getLast() + "?replace=false")
                .then()
                .statusCode(204);
        assertThat(group("picked").getInt("desired")).isEqualTo(1);
    }

    private void healthy(String group) {
        list("/v1/groups/" + group + "/instances?status=CHECKING")
                .forEach(i -> outside.target("healthy", "default", i.get("id").toString()));
    }

    private static Predicate<KafkaFacts.Fact> is(String type, String group) {
        return fact -> type.equals(fact.type())
                && group.equals(fact.data().path("group").asText());
    }

    private static List<String> members(KafkaFacts.Fact fact) {
        if (!fact.topic().equals("berth.pool-members") || fact.data() == null) {
            return List.of();
        }
        var members = new java.util.ArrayList<String>();
        fact.data()
                .get("members")
                .forEach(m -> members.add(
                        m.get("instance").asText() + " " + m.get("state").asText()));
        return members;
    }

    private JsonPath created(String name, int min, int max, String more) {
        return operator()
                .header("Prefer", "wait=30")
                .body(body(name, min, max, more))
                .post("/v1/groups")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** Not waited for; the group's id. */
    private static String create(String name, int min, int max, String more) {
        return operator()
                .body(body(name, min, max, more))
                .post("/v1/groups")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static String body(String name, int min, int max, String more) {
        return "{\"name\":\"%s\",\"min\":%d,\"max\":%d,\"template\":{\"image\":\"default/app:1\",\"port\":8080}%s}"
                .formatted(name, min, max, more);
    }

    private static JsonPath group(String name) {
        return operator()
                .get("/v1/groups/" + name)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> groups() {
        return list("/v1/groups").stream().map(g -> g.get("name").toString()).toList();
    }

    private static List<String> inService(String group) {
        return list("/v1/groups/" + group + "/instances?status=IN_SERVICE").stream()
                .map(i -> i.get("id").toString())
                .toList();
    }

    private static List<String> instances(String status) {
        return groups().stream()
                .flatMap(group -> list("/v1/groups/" + group + "/instances?status=" + status).stream())
                .map(i -> i.get("id").toString())
                .toList();
    }

    private static List<Map<String, Object>> activities(String group) {
        return list("/v1/groups/" + group + "/activities");
    }

    private static List<Map<String, Object>> list(String path) {
        var answer = operator().get(path);
        return answer.statusCode() == 200 ? answer.jsonPath().getList("items") : List.of();
    }

    private List<EngineContainer> containers() {
        return hosts.engine().containers("instance");
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }
}
