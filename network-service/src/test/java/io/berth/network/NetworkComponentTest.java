package io.berth.network;

import static io.berth.network.TestNetworks.create;
import static io.berth.network.TestNetworks.onEngine;
import static io.berth.network.TestNetworks.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.berth.engine.EngineException;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.engine.fake.FakeEngine;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class NetworkComponentTest {
    @Inject
    FakeHosts hosts;

    @Inject
    AgroalDataSource database;

    @Test
    void aNetworkIsReadyOnceTheEngineHasIt() {
        var id = create("{\"name\": \"first\"}")
                .statusCode(201)
                .header("Location", startsWith("/v1/networks/net_"))
                .body("status", equalTo("READY"))
                .body("driver", equalTo("bridge"))
                .body("subnets[0].cidr", startsWith("10.200."))
                .body("engineName", containsString("-first-"))
                .extract()
                .<String>path("id");

        assertThat(onEngine(engine(), id)).isNotNull();
        assertThat(onEngine(engine(), id).owner().project()).isEqualTo("default");
        operator().get("/v1/networks/first").then().statusCode(200).body("id", equalTo(id));
    }

    @Test
    void itsFactsTellTheStoryAndCauseEachOther() {
        var id = create("{\"name\": \"told\"}").statusCode(201).extract().<String>path("id");

        try (var facts = KafkaFacts.of("berth.network", "berth.network-state")) {
            var requested = facts.await("io.berth.network.requested.v1", id);
            var ready = facts.await("io.berth.network.ready.v1", id);
            facts.await("io.berth.network.state.v1", id);
            assertThat(ready.causationId()).isEqualTo(requested.id());
            assertThat(ready.correlationId()).isEqualTo(requested.correlationId());
            assertThat(ready.project()).isEqualTo("default");

            operator()
                    .header("Prefer", "wait=20")
                    .delete("/v1/networks/told")
                    .then()
                    .statusCode(204);
            facts.await("io.berth.network.deleted.v1", id);
            facts.await("tombstone", fact -> id.equals(fact.key()) && fact.data() == null);
            facts.requireValid();
        }
    }

    @Test
    void oneRemovedBehindBerthsBackComesBack() {
        var id = create("{\"name\": \"undead\"}").statusCode(201).extract().<String>path("id");
        var first = onEngine(engine(), id).id();

        engine().vanish(first);

        await().atMost(Duration.ofSeconds(15))
                .until(() -> onEngine(engine(), id) != null
                        && !onEngine(engine(), id).id().equals(first));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> operator()
                        .get("/v1/networks/" + id)
                        .then()
                        .body("engineId", equalTo(onEngine(engine(), id).id())));
    }

    @Test
    void oneMadeButNotRecordedIsAdoptedAndNotDoubled() {
        engine().crashAfter("createNetwork");

        var id = create("{\"name\": \"adopted\"}").statusCode(201).extract().<String>path("id");

        assertThat(engine().networks("network").stream()
                        .filter(network -> network.owner().id().equals(id)))
                .hasSize(1);
    }

    @Test
    void oneThatNoRowStandsForIsRemovedAndItsStateForgotten() {
        engine().createNetwork(orphan("net_forgotten", "10.77.1.0/24"));

        await().atMost(Duration.ofSeconds(15)).until(() -> onEngine(engine(), "net_forgotten") == null);
        try (var facts = KafkaFacts.of("berth.network-state")) {
            facts.await("tombstone", fact -> "net_forgotten".equals(fact.key()) && fact.data() == null);
        }
    }

    @Test
    void anEngineThatDoesNotAnswerOnlyDelays() {
        engine().failNext("createNetwork", EngineException.Kind.UNAVAILABLE);

        create("{\"name\": \"late\"}").statusCode(201).body("status", equalTo("READY"));
    }

    @Test
    void whatTheEngineRefusesIsAProblemWithItsReason() {
        engine().failNext("createNetwork", EngineException.Kind.REFUSED);

        create("{\"name\": \"refused\"}").statusCode(502).body("code", equalTo("NETWORK_REFUSED"));

        operator().get("/v1/networks/refused").then().body("status", equalTo("FAILED"));
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/networks/refused")
                .then()
                .statusCode(204);
    }

    @Test
    void aBlockThatSomebodyElseTookMeanwhileIsExchanged() {
        engine().unavailable(true);
        var first = operator()
                .body("{\"name\": \"moved\"}")
                .post("/v1/networks")
                .then()
                .statusCode(202)
                .extract()
                .<String>path("subnets[0].cidr");
        engine().addForeignSubnet(first);
        engine().unavailable(false);

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> operator()
                        .get("/v1/networks/moved")
                        .then()
                        .body("status", equalTo("READY"))
                        .body("subnets[0].cidr", not(equalTo(first))));
    }

    @Test
    void aBlockThatTheEngineRefusesThoughItsHolderIsGoneByNowIsNoFailure() {
        engine().failNext("createNetwork", EngineException.Kind.CONFLICT);
        create("{\"name\": \"given\"}").statusCode(201).body("status", equalTo("READY"));

        engine().failNext("createNetwork", EngineException.Kind.CONFLICT);
        create("{\"name\": \"chosen\", \"subnets\": [{\"cidr\": \"10.78.1.0/24\"}]}")
                .statusCode(201)
                .body("status", equalTo("READY"))
                .body("subnets[0].cidr", equalTo("10.78.1.0/24"));
    }

    @Test
    void afterAnOlderDatabaseAChosenBlockIsWaitedForUntilTheNetworkThatGotItSinceHasGone() throws Exception {
        var id = create("{\"name\": \"restored\", \"subnets\": [{\"cidr\": \"10.79.2.0/24\"}]}")
                .statusCode(201)
                .extract()
                .<String>path("id");
        var since = create("{\"name\": \"since\", \"subnets\": [{\"cidr\": \"10.79.1.0/24\"}]}")
                .statusCode(201)
                .extract()
                .<String>path("id");
        var user = TestContainers.on(engine(), "user-of-since", "default", since);
        sql("delete from network where id = ?", since);
        sql("update network set subnets = replace(subnets::text, '10.79.2.', '10.79.1.')::jsonb where id = ?", id);

        engine().vanish(onEngine(engine(), id).id());
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> operator().get("/v1/networks/" + id).then().body("status", equalTo("READY")));
        assertThat(onEngine(engine(), id)).isNull();
        engine().remove(user);

        await().atMost(Duration.ofSeconds(40)).until(() -> onEngine(engine(), id) != null);
        assertThat(onEngine(engine(), id).subnets())
                .extracting(SubnetSpec::cidr)
                .containsExactly("10.79.1.0/24");
        assertThat(onEngine(engine(), since)).isNull();
    }

    @Test
    void aNetworkThatFailedTakesNoEndpoints() {
        engine().failNext("createNetwork", EngineException.Kind.REFUSED);
        create("{\"name\": \"dead\"}").statusCode(502);
        var home = create("{\"name\": \"alive\"}").statusCode(201).extract().<String>path("id");
        TestContainers.on(engine(), "willing", "default", home);

        operator()
                .body("{\"container\": \"willing\"}")
                .post("/v1/networks/dead/endpoints")
                .then()
                .statusCode(409)
                .body("code", equalTo("NETWORK_NOT_ACCEPTING"));
    }

    @Test
    void overlappingSubnetsAreRefusedWhoeverHoldsThem() {
        create("{\"name\": \"holder\", \"subnets\": [{\"cidr\": \"10.77.0.0/24\"}]}")
                .statusCode(201);
        engine().addForeignSubnet("10.78.0.0/16");

        create("{\"name\": \"inside\", \"subnets\": [{\"cidr\": \"10.77.0.128/25\"}]}")
                .statusCode(409)
                .body("code", equalTo("NETWORK_SUBNET_OVERLAPS"));
        create("{\"name\": \"foreign\", \"subnets\": [{\"cidr\": \"10.78.3.0/24\"}]}")
                .statusCode(409)
                .body("code", equalTo("NETWORK_SUBNET_OVERLAPS"))
                .body("suggestion", containsString("leave subnets out"));
    }

    @Test
    void optionsThatAreNotMadeTrueAreRefusedNotForgotten() {
        for (var option : List.of("\"driver\": \"macvlan\"", "\"ipv6\": true", "\"egressAddress\": \"10.0.0.9\"")) {
            create("{\"name\": \"option\", " + option + "}")
                    .statusCode(422)
                    .body("code", equalTo("NETWORK_OPTION_UNSUPPORTED"));
        }
    }

    @Test
    void aNetworkInUseIsNotDeletedAndItsUsersAreNamed() {
        var id = create("{\"name\": \"busy\"}").statusCode(201).extract().<String>path("id");
        var container = TestContainers.on(engine(), "busy-one", "default", id);

        operator()
                .delete("/v1/networks/busy")
                .then()
                .statusCode(409)
                .body("code", equalTo("NETWORK_IN_USE"))
                .body("detail", containsString("busy-one"));
        operator()
                .get("/v1/networks/busy")
                .then()
                .body("endpoints.containerName", contains("busy-one"))
                .body("subnets[0].used", equalTo(1));

        engine().remove(container);
        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/networks/busy")
                .then()
                .statusCode(204);
        operator().get("/v1/networks/busy").then().statusCode(404).body("code", equalTo("NETWORK_NOT_FOUND"));
    }

    @Test
    void theTagChangesWhenSomebodyJoins() {
        var id = create("{\"name\": \"tagged\"}").statusCode(201).extract().<String>path("id");
        var empty = operator().get("/v1/networks/tagged").header("ETag");
        operator()
                .header("If-None-Match", empty)
                .get("/v1/networks/tagged")
                .then()
                .statusCode(304);

        TestContainers.on(engine(), "joiner", "default", id);

        operator()
                .header("If-None-Match", empty)
                .get("/v1/networks/tagged")
                .then()
                .statusCode(200)
                .body("endpoints.containerName", contains("joiner"));
        // Who is on it is nobody's edit: a change made on what was read before is not refused for it.
        operator()
                .header("If-Match", empty)
                .body("{\"labels\": {\"a\": \"b\"}}")
                .patch("/v1/networks/tagged")
                .then()
                .statusCode(200)
                .header("ETag", equalTo(operator().get("/v1/networks/tagged").header("ETag")));
    }

    @Test
    void anotherProjectsNetworkIsNotFoundByAnyRoute() {
        var id = create("{\"name\": \"private\"}").statusCode(201).extract().<String>path("id");
        var stranger = given().auth().oauth2(Tokens.of("other", "admin")).contentType(ContentType.JSON);

        stranger.get("/v1/networks/" + id).then().statusCode(404);
        stranger.delete("/v1/networks/" + id).then().statusCode(404);
        stranger.body("{\"labels\": {}}").patch("/v1/networks/" + id).then().statusCode(404);
        stranger.get("/v1/networks/" + id + "/endpoints").then().statusCode(404);
    }

    @Test
    void theEnginesOwnNetworksAreListedAndLeftAlone() {
        operator().get("/v1/networks?limit=500").then().body("items.name", hasItems("host", "none"));
        operator().get("/v1/networks/host").then().statusCode(200).body("driver", equalTo("host"));
        operator().delete("/v1/networks/host").then().statusCode(409).body("code", equalTo("NETWORK_PREDEFINED"));
        create("{\"name\": \"none\"}").statusCode(409).body("code", equalTo("NETWORK_PREDEFINED"));
    }

    private void sql(String statement, String id) throws SQLException {
        try (var connection = database.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, id);
            prepared.executeUpdate();
        }
    }

    private static NetworkSpec orphan(String id, String cidr) {
        return new NetworkSpec(
                new Owner("default", "network", id, id, 1),
                "berth-" + id,
                "bridge",
                List.of(new SubnetSpec(cidr, null, null)),
                false,
                false,
                null,
                false,
                null);
    }

    private FakeEngine engine() {
        return hosts.engine();
    }
}
