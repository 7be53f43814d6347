package io.berth.function;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.berth.engine.EngineException.Kind;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.Owner;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class FunctionComponentTest {
    private final Api api = Api.of("deploy");

    @Inject
    FakeHosts hosts;

    @Inject
    DataSource database;

    @Test
    void aProjectsNetworkAndPoolComeWithItsFirstFunctionAndGoWithItsLast() {
        var other = Api.of("deploy-other");
        other.deployed("first", "echo", "");

        var network =
                hosts.engine().networksOf("function-network", "deploy-other").getFirst();
        assertThat(network.internal()).isTrue();
        assertThat(network.attachments())
                .anyMatch(attached -> attached.containerName().equals("self"));
        await().atMost(ofSeconds(20)).until(() -> pool("deploy-other") == 2);

        assertThat(other.delete("first")).isEqualTo(204);
        await().atMost(ofSeconds(20)).untilAsserted(() -> {
            assertThat(pool("deploy-other")).isZero();
            assertThat(hosts.engine().networksOf("function-network", "deploy-other"))
                    .isEmpty();
        });
    }

    @Test
    void projectsDoNotShareInstancesOrNetworks() {
        var one = Api.of("deploy-one");
        var two = Api.of("deploy-two");
        one.deployed("same", "echo", "");
        two.deployed("same", "echo", "");

        var first = one.invoke("same", "{}").<String>path("instance");
        var second = two.invoke("same", "{}").<String>path("instance");

        assertThat(first).isNotEqualTo(second);
        var subnets = hosts.engine().networks("function-network").stream()
                .map(network -> network.subnets().getFirst().cidr())
                .toList();
        assertThat(subnets).doesNotHaveDuplicates();
        one.delete("same");
        two.delete("same");
    }

    @Test
    void secretsReachTheFunctionAndNobodyElse() throws SQLException {
        var made = api.deployed(
                "secretive", "env", ", \"env\": {\"PLAIN\": \"p\"}, \"secrets\": {\"KEY\": \"hush-hush\"}");
        made.body("secretNames", contains("KEY")).body("secrets", equalTo(null));
        assertThat(made.extract().asString()).doesNotContain("hush-hush");
        assertThat(api.call().get("/v1/functions/secretive").asString()).doesNotContain("hush-hush");

        api.invoke("secretive", "{}")
                .then()
                .statusCode(200)
                .body("KEY", equalTo("hush-hush"))
                .body("PLAIN", equalTo("p"))
                .body("AWS_LAMBDA_FUNCTION_NAME", equalTo("secretive"));
        try (var connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select secrets from function where name = 'secretive'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains("KEY").doesNotContain("hush-hush");
        }

        patch("secretive", "{\"memoryMb\": 300}");
        api.invoke("secretive", "{}").then().body("KEY", equalTo("hush-hush"));
        patch("secretive", "{\"secrets\": {\"KEY\": null, \"OTHER\": \"o\"}}");
        api.invoke("secretive", "{}").then().body("KEY", equalTo(null)).body("OTHER", equalTo("o"));
        api.delete("secretive");
    }

    @Test
    void newCodeRunsInNewInstances() {
        api.deployed("renewed", "echo", "");
        var before = api.invoke("renewed", "{}");
        var zip = Api.zip("a longer one");

        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("deploy", "operator"))
                .contentType("application/zip")
                .body(zip)
                .put("/v1/functions/renewed/code")
                .then()
                .statusCode(200)
                .body("generation", equalTo(2));

        var after = api.invoke("renewed", "{}");
        after.then().statusCode(200).header("Berth-Start", "cold").body("code", equalTo(zip.length));
        assertThat(after.<String>path("instance")).isNotEqualTo(before.path("instance"));
        api.delete("renewed");
    }

    @Test
    void codeMayComeAsAPart() {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("deploy", "operator"))
                .header("Prefer", "wait=20")
                .multiPart("function", """
                        {"name": "parted", "runtime": "nodejs24.x", "handler": "fake.echo"}""", "application/json")
                .multiPart("code", "code.zip", Api.zip("x"), "application/zip")
                .post("/v1/functions")
                .then()
                .statusCode(201)
                .body("name", equalTo("parted"));

        api.invoke("parted", "{}").then().statusCode(200);
        api.delete("parted");
    }

    @Test
    void aFunctionThatTheEngineRefusesIsToldSo() {
        var api = Api.of("deploy-refused");
        hosts.engine().failNext("createNetwork", Kind.REFUSED);

        api.deploy("refused", "echo", "").statusCode(502).body("code", equalTo("FUNCTION_REFUSED"));
        api.invoke("refused", "{}").then().statusCode(409).body("code", equalTo("FUNCTION_NOT_READY"));
        api.delete("refused");
    }

    @Test
    void whatAnEarlierProcessLeftBehindIsTakenAway() {
        api.deployed("keeper", "echo", "");
        var network = hosts.engine().networksOf("function-network", "deploy").getFirst();
        var orphan = hosts.engine()
                .createSystem(new FunctionInstanceSpec(
                        new Owner("deploy", "function-instance", "fi_0orphan", "nodejs24.x", 0),
                        "berth-itest-fi-0orphan",
                        "berth/runtime-node",
                        null,
                        network.name(),
                        network.subnets().getFirst().range().split("/")[0].replaceAll("\\d+$", "77"),
                        "orphan.runtime.internal",
                        "127.0.0.2",
                        null));
        var later = hosts.engine()
                .createSystem(new FunctionInstanceSpec(
                        new Owner("deploy", "function-instance", "fi_0later", "nodejs24.x", 1_000_000),
                        "berth-itest-fi-0later",
                        "berth/runtime-node",
                        null,
                        network.name(),
                        network.subnets().getFirst().range().split("/")[0].replaceAll("\\d+$", "78"),
                        "later.runtime.internal",
                        "127.0.0.2",
                        null));

        hosts.engine().breakEventStream();

        await().atMost(ofSeconds(20))
                .until(() -> hosts.engine().container(orphan).isEmpty());
        assertThat(hosts.engine().container(later)).isPresent();
        hosts.engine().remove(later);
        api.delete("keeper");
    }

    @Test
    void aFunctionsLifeIsTold() {
        var id = api.deployed("told", "echo", "").extract().<String>path("id");
        api.delete("told");

        try (var facts = KafkaFacts.of("berth.function")) {
            facts.await("io.berth.function.deployed.v1", id);
            facts.await("io.berth.function.deleted.v1", id);
            facts.requireValid();
        }
    }

    @Test
    void usageIsAskedForInWholeMinutes() {
        api.call()
                .get("/v1/usage?from=2026-01-01T00:00:30Z&to=2026-01-01T01:00:30Z&groupBy=hour")
                .then()
                .statusCode(200)
                .body("from", equalTo("2026-01-01T00:00:00Z"))
                .body("to", equalTo("2026-01-01T01:01:00Z"))
                .body("items.size()", equalTo(0))
                .body("total.invocations", equalTo(0));
        api.call().get("/v1/usage?groupBy=moon").then().statusCode(400);
        api.call().get("/v1/usage?from=yesterday").then().statusCode(400);
        api.call()
                .get("/v1/usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                .then()
                .statusCode(400);
    }

    private void patch(String name, String patch) {
        api.call().body(patch).patch("/v1/functions/" + name).then().statusCode(200);
    }

    private long pool(String project) {
        return hosts.engine().containers("function-instance").stream()
                .filter(container -> container.owner().project().equals(project))
                .count();
    }
}
