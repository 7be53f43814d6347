package io.berth.scaler;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import io.berth.engine.EngineContainer;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A project with a network, in which tests make groups; afterwards none is left. */
public abstract class GroupScene {
    private static final String NETWORK = "b-net";

    @Inject
    protected FakeHosts hosts;

    protected Outside outside;

    @BeforeEach
    void aNetworkIsThere() {
        outside = new Outside();
        network("local", NETWORK, "10.9.0.0/24");
        outside.network("default", "default", NETWORK, "local");
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

    protected final void network(String host, String engineName, String subnet) {
        hosts.engine(host)
                .createNetwork(new NetworkSpec(
                        new Owner("default", "network", "net_" + engineName, engineName, 1),
                        engineName,
                        "bridge",
                        List.of(new SubnetSpec(subnet, null, null)),
                        false,
                        false,
                        null,
                        false,
                        null));
    }

    protected final void healthy(String group) {
        list("/v1/groups/" + group + "/instances?status=CHECKING")
                .forEach(i -> outside.target("healthy", "default", i.get("id").toString()));
    }

    protected static Predicate<KafkaFacts.Fact> is(String type, String group) {
        return fact -> type.equals(fact.type())
                && group.equals(fact.data().path("group").asText());
    }

    protected static JsonPath created(String name, int min, int max, String more) {
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
    protected static String create(String name, int min, int max, String more) {
        return operator()
                .body(body(name, min, max, more))
                .post("/v1/groups")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    protected static String body(String name, int min, int max, String more) {
        return "{\"name\":\"%s\",\"min\":%d,\"max\":%d,\"template\":{\"image\":\"default/app:1\",\"port\":8080}%s}"
                .formatted(name, min, max, more);
    }

    protected static void patch(String group, String patch) {
        operator()
                .contentType("application/merge-patch+json")
                .body(patch)
                .patch("/v1/groups/" + group)
                .then()
                .statusCode(200);
    }

    protected static void scale(String group, int desired) {
        operator()
                .body("{\"desired\": %d}".formatted(desired))
                .post("/v1/groups/" + group + "/scale")
                .then()
                .statusCode(200);
    }

    protected static JsonPath group(String name) {
        return operator()
                .get("/v1/groups/" + name)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    protected static List<String> groups() {
        return list("/v1/groups").stream().map(g -> g.get("name").toString()).toList();
    }

    protected static List<String> inService(String group) {
        return list("/v1/groups/" + group + "/instances?status=IN_SERVICE").stream()
                .map(i -> i.get("id").toString())
                .toList();
    }

    protected static List<String> instances(String status) {
        return groups().stream()
                .flatMap(group -> list("/v1/groups/" + group + "/instances?status=" + status).stream())
                .map(i -> i.get("id").toString())
                .toList();
    }

    protected static List<Map<String, Object>> activities(String group) {
        return list("/v1/groups/" + group + "/activities");
    }

    protected static Predicate<Map<String, Object>> activity(String verdict, String reason) {
        return a ->
                verdict.equals(a.get("verdict")) && a.get("reason").toString().contains(reason);
    }

    protected static List<Map<String, Object>> list(String path) {
        var answer = operator().get(path);
        return answer.statusCode() == 200 ? answer.jsonPath().getList("items") : List.of();
    }

    protected final List<EngineContainer> containers() {
        return containers("local");
    }

    protected final List<EngineContainer> containers(String host) {
        return hosts.engine(host).containers("instance");
    }

    protected static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }
}
