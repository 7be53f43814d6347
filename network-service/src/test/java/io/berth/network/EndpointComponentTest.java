package io.berth.network;

import static io.berth.network.TestNetworks.create;
import static io.berth.network.TestNetworks.onEngine;
import static io.berth.network.TestNetworks.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.berth.engine.fake.FakeEngine;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class EndpointComponentTest {
    @Inject
    FakeHosts hosts;

    @Test
    void aContainerOfTheProjectIsAttachedAndDetached() {
        var network =
                create("{\"name\": \"meeting\"}").statusCode(201).extract().<String>path("id");
        var home = create("{\"name\": \"home\"}").statusCode(201).extract().<String>path("id");
        var container = TestContainers.on(engine(), "guest", "default", home);

        var endpoint = operator()
                .header("Prefer", "wait=20")
                .body("{\"container\": \"guest\", \"aliases\": [\"db\"]}")
                .post("/v1/networks/meeting/endpoints")
                .then()
                .statusCode(201)
                .body("container", equalTo(container))
                .body("ipv4Address", startsWith("10."))
                .extract()
                .<String>path("id");
        operator()
                .body("{\"container\": \"guest\"}")
                .post("/v1/networks/meeting/endpoints")
                .then()
                .statusCode(409)
                .body("code", equalTo("ENDPOINT_EXISTS"));
        assertThat(onEngine(engine(), network).attachments()).hasSize(1);

        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/networks/meeting/endpoints/" + endpoint)
                .then()
                .statusCode(204);
        assertThat(onEngine(engine(), network).attachments()).isEmpty();
        try (var facts = KafkaFacts.of("berth.network")) {
            facts.await("io.berth.endpoint.attached.v1", endpoint);
            facts.await("io.berth.endpoint.detached.v1", endpoint);
            facts.requireValid();
        }
    }

    /** Its group put it there: a deletion of the endpoint would take it off. */
    @Test
    void anInstanceOnTheNetworkGetsNoSecondEndpoint() {
        var network =
                create("{\"name\": \"at-home\"}").statusCode(201).extract().<String>path("id");
        TestContainers.on(engine(), "resident", "default", network);

        operator()
                .body("{\"container\": \"resident\"}")
                .post("/v1/networks/at-home/endpoints")
                .then()
                .statusCode(409)
                .body("code", equalTo("ENDPOINT_EXISTS"));
        operator().get("/v1/networks/at-home/endpoints").then().body("items", empty());
    }

    /** The engine does not say where it is, so nobody can say whether its group has put it there. */
    @Test
    void anInstanceThatDoesNotRunIsNotAttached() {
        create("{\"name\": \"awake\"}").statusCode(201);
        var home = create("{\"name\": \"asleep\"}").statusCode(201).extract().<String>path("id");
        engine().stop(TestContainers.on(engine(), "sleeper", "default", home), Duration.ZERO);

        for (var network : List.of("awake", "asleep")) {
            operator()
                    .body("{\"container\": \"sleeper\"}")
                    .post("/v1/networks/" + network + "/endpoints")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("ENDPOINT_IMPOSSIBLE"));
        }
    }

    /** Instances come and go: what was left behind by one keeps nobody on the network. */
    @Test
    void anEndpointOfAContainerThatIsGoneGoesWithItsNetwork() {
        var network = create("{\"name\": \"left\"}").statusCode(201).extract().<String>path("id");
        var home = create("{\"name\": \"home-of-leaver\"}")
                .statusCode(201)
                .extract()
                .<String>path("id");
        var container = TestContainers.on(engine(), "leaver", "default", home);
        var endpoint = operator()
                .header("Prefer", "wait=20")
                .body("{\"container\": \"leaver\", \"name\": \"place-of-leaver\"}")
                .post("/v1/networks/left/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        // Off the network, but still its container's place: a container may be started again.
        engine().stop(container, Duration.ZERO);
        operator()
                .delete("/v1/networks/left")
                .then()
                .statusCode(409)
                .body("code", equalTo("NETWORK_IN_USE"))
                .body("detail", containsString("place-of-leaver"));

        engine().remove(container);
        await().untilAsserted(() ->
                operator().get("/v1/networks/left/endpoints/" + endpoint).then().body("status", equalTo("FAILED")));

        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/networks/left")
                .then()
                .statusCode(204);
        assertThat(onEngine(engine(), network)).isNull();
        try (var facts = KafkaFacts.of("berth.network")) {
            facts.await("io.berth.endpoint.detached.v1", endpoint);
        }
    }

    @Test
    void aRefusedDeletionLeavesTheEndpointsThatFailedAsTheyAre() {
        var network =
                create("{\"name\": \"half-left\"}").statusCode(201).extract().<String>path("id");
        var home =
                create("{\"name\": \"home-of-two\"}").statusCode(201).extract().<String>path("id");
        var goes = TestContainers.on(engine(), "one-who-goes", "default", home);
        var stays = TestContainers.on(engine(), "one-who-stays", "default", home);
        for (var container : List.of("one-who-goes", "one-who-stays")) {
            operator()
                    .header("Prefer", "wait=20")
                    .body("{\"container\": \"%s\", \"name\": \"place-of-%s\"}".formatted(container, container))
                    .post("/v1/networks/half-left/endpoints")
                    .then()
                    .statusCode(201);
        }
        // The engine says of neither that it is on the network: only the endpoint of the one that is stopped holds it.
        engine().stop(stays, Duration.ZERO);
        engine().remove(goes);
        var failed = "/v1/networks/half-left/endpoints/place-of-one-who-goes";
        await().untilAsserted(() -> operator().get(failed).then().body("status", equalTo("FAILED")));

        operator()
                .delete("/v1/networks/half-left")
                .then()
                .statusCode(409)
                .body("code", equalTo("NETWORK_IN_USE"))
                .body("detail", containsString("place-of-one-who-stays"));

        operator().get(failed).then().statusCode(200).body("status", equalTo("FAILED"));
        assertThat(onEngine(engine(), network)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"function-instance", "balancer"})
    void onlyInstancesOfGroupsAreAttached(String kind) {
        create("{\"name\": \"not-for-%s\"}".formatted(kind)).statusCode(201);
        var home = create("{\"name\": \"home-of-%s\"}".formatted(kind))
                .statusCode(201)
                .extract()
                .<String>path("id");
        TestContainers.on(engine(), kind + "-guest", "default", home, kind);

        for (var token : List.of(Tokens.operator(), Tokens.admin())) {
            given().auth()
                    .oauth2(token)
                    .contentType(ContentType.JSON)
                    .body("{\"container\": \"%s-guest\"}".formatted(kind))
                    .post("/v1/networks/not-for-%s/endpoints".formatted(kind))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("ENDPOINT_CONTAINER_UNKNOWN"));
        }
    }

    @Test
    void anotherProjectsContainerIsUnknown() {
        create("{\"name\": \"closed\"}").statusCode(201);
        var other = given().auth()
                .oauth2(Tokens.of("other", "operator"))
                .contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body("{\"name\": \"theirs\"}")
                .post("/v1/networks")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        TestContainers.on(engine(), "stranger", "other", other);

        operator()
                .body("{\"container\": \"stranger\"}")
                .post("/v1/networks/closed/endpoints")
                .then()
                .statusCode(422)
                .body("code", equalTo("ENDPOINT_CONTAINER_UNKNOWN"));
    }

    private FakeEngine engine() {
        return hosts.engine();
    }
}
