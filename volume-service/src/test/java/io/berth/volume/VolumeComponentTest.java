package io.berth.volume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.berth.engine.EngineException;
import io.berth.engine.EngineVolume;
import io.berth.engine.Owner;
import io.berth.engine.VolumeSpec;
import io.berth.engine.fake.FakeEngine;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class VolumeComponentTest {
    @Inject
    FakeHosts hosts;

    @Test
    void aVolumeIsReadyOnceTheEngineHasIt() {
        var id = create("{\"name\": \"first\"}")
                .statusCode(201)
                .header("Location", startsWith("/v1/volumes/vol_"))
                .body("status", equalTo("READY"))
                .body("type", equalTo("local"))
                .body("host", equalTo("local"))
                .body("engineName", containsString("-first-"))
                .extract()
                .<String>path("id");

        assertThat(onEngine(id).owner().project()).isEqualTo("default");
        operator()
                .get("/v1/volumes/first")
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("mountedBy.size()", equalTo(0));
    }

    @Test
    void itsFactsTellTheStoryAndItsStateIsThereForOthers() {
        var id = create("{\"name\": \"told\"}").statusCode(201).extract().<String>path("id");

        try (var facts = KafkaFacts.of("berth.volume", "berth.volume-state")) {
            var requested = facts.await("io.berth.volume.requested.v1", id);
            var ready = facts.await("io.berth.volume.ready.v1", id);
            assertThat(ready.causationId()).isEqualTo(requested.id());
            assertThat(ready.correlationId()).isEqualTo(requested.correlationId());
            facts.await(
                    "state READY",
                    fact -> id.equals(fact.key())
                            && fact.type().equals("io.berth.volume.state.v1")
                            && fact.data().path("status").asText().equals("READY"));

            delete("told").statusCode(204);
            facts.await("io.berth.volume.deleted.v1", id);
            facts.await("tombstone", fact -> id.equals(fact.key()) && fact.data() == null);
            facts.requireValid();
        }
    }

    @Test
    void aVolumeInMemoryHasABoundAndCanBeMadeAgain() {
        var id = create("{\"name\": \"quick\", \"type\": \"tmpfs\", \"tmpfs\": {\"sizeBytes\": 1048576}}")
                .statusCode(201)
                .body("tmpfs.sizeBytes", equalTo(1048576))
                .body("tmpfs.mode", equalTo("1777"))
                .extract()
                .<String>path("id");

        engine().vanish(onEngine(id).name());

        await().atMost(Duration.ofSeconds(15)).until(() -> onEngine(id) != null);
        operator().get("/v1/volumes/quick").then().body("status", equalTo("READY"));
        create("{\"name\": \"huge\", \"type\": \"tmpfs\", \"tmpfs\": {\"sizeBytes\": 99000000000}}")
                .statusCode(422)
                .body("errors[0].field", equalTo("tmpfs.sizeBytes"));
    }

    @Test
    void oneThatVanishedWithItsDataIsSaidToBeLostAndNotMadeAgainEmpty() {
        var id = create("{\"name\": \"lost\"}").statusCode(201).extract().<String>path("id");
        var volume = onEngine(id);

        engine().vanish(volume.name());

        awaitStatus("lost", "FAILED").body("statusReason", containsString("its data are gone"));
        assertThat(onEngine(id)).isNull();
        try (var facts = KafkaFacts.of("berth.volume")) {
            var failed = facts.await("io.berth.volume.failed.v1", id);
            assertThat(failed.data().path("code").asText()).isEqualTo("VOLUME_LOST");
        }

        // Restored by somebody with its labels: taken up again.
        engine().createVolume(new VolumeSpec(volume.owner(), volume.name()));
        awaitStatus("lost", "READY").body("statusReason", nullValue());
    }

    @Test
    void oneMadeButNotRecordedIsAdoptedAndNotDoubled() {
        engine().crashAfter("createVolume");

        var id = create("{\"name\": \"adopted\"}").statusCode(201).extract().<String>path("id");

        assertThat(engine().volumes("volume").stream()
                        .filter(volume -> volume.owner().id().equals(id)))
                .hasSize(1);
    }

    @Test
    void anEngineThatDoesNotAnswerOrHasNoRoomOnlyDelays() {
        engine().failNext("createVolume", EngineException.Kind.UNAVAILABLE);
        create("{\"name\": \"late\"}").statusCode(201).body("status", equalTo("READY"));

        engine().failNext("createVolume", EngineException.Kind.FULL);
        create("{\"name\": \"later\"}")
                .statusCode(201)
                .body("status", equalTo("READY"))
                .body("statusReason", nullValue());
    }

    @Test
    void whatTheEngineRefusesIsAProblemAndTheVolumeMayGo() {
        engine().failNext("createVolume", EngineException.Kind.REFUSED);

        create("{\"name\": \"refused\"}").statusCode(502).body("code", equalTo("VOLUME_REFUSED"));

        operator().get("/v1/volumes/refused").then().body("status", equalTo("FAILED"));
        delete("refused").statusCode(204);
    }

    @Test
    void aVolumeInUseIsNotDeletedAndItsUsersAreNamed() {
        var id = create("{\"name\": \"busy\"}").statusCode(201).extract().<String>path("id");
        var container =
                TestContainers.mounting(engine(), "busy-one", onEngine(id).name());

        delete("busy")
                .statusCode(409)
                .body("code", equalTo("VOLUME_IN_USE"))
                .body("detail", containsString("busy-one"));
        operator()
                .get("/v1/volumes/busy")
                .then()
                .body("status", equalTo("READY"))
                .body("mountedBy.id", contains(container))
                .body("mountedBy.name", contains("busy-one"))
                .body("mountedBy.owner.kind", contains("instance"))
                .body("mountedBy.owner.id", contains("i_busy-one"));

        engine().remove(container);
        delete("busy").statusCode(204);
        operator().get("/v1/volumes/busy").then().statusCode(404).body("code", equalTo("VOLUME_NOT_FOUND"));
        assertThat(onEngine(id)).isNull();
    }

    @Test
    void aVolumeIsNotDeletedWhileNobodyCanSayWhoMountsIt() {
        create("{\"name\": \"unseen\"}").statusCode(201);
        engine().unavailable(true);
        try {
            operator().delete("/v1/volumes/unseen").then().statusCode(503).body("code", equalTo("ENGINE_UNAVAILABLE"));
        } finally {
            engine().unavailable(false);
        }
        operator().get("/v1/volumes/unseen").then().body("status", equalTo("READY"));
    }

    @Test
    void whoeverMountsItAfterTheDeleteWasAcceptedDelaysTheRemoval() {
        var id = create("{\"name\": \"contested\"}").statusCode(201).extract().<String>path("id");
        var engineName = onEngine(id).name();
        engine().failNext("removeVolume", EngineException.Kind.UNAVAILABLE);
        operator().delete("/v1/volumes/contested").then().statusCode(202);
        var container = TestContainers.mounting(engine(), "late-guest", engineName);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> operator()
                        .get("/v1/volumes/contested")
                        .then()
                        .body("statusReason", containsString("late-guest")));

        engine().remove(container);

        await().atMost(Duration.ofSeconds(15)).until(() -> onEngine(id) == null);
    }

    @Test
    void aStrangersVolumeIsNeitherTakenNorTouched() {
        var stranger = engine().as("somebody-else");
        engine().unavailable(true);
        var created = operator()
                .body("{\"name\": \"squatted\"}")
                .post("/v1/volumes")
                .then()
                .statusCode(202)
                .extract();
        var engineName = created.<String>path("engineName");
        stranger.createVolume(new VolumeSpec(new Owner("x", "volume", "vol_x", "x", 1), engineName));
        engine().unavailable(false);

        awaitStatus("squatted", "FAILED");
        delete("squatted").statusCode(204);

        assertThat(stranger.volume(engineName)).isPresent();
    }

    @Test
    void whatCannotBeMadeTrueIsRefusedAndNotForgotten() {
        create("{\"name\": \"nas\", \"type\": \"nfs\", \"nfs\": {\"server\": \"10.0.0.9\", \"path\": \"/x\"}}")
                .statusCode(422)
                .body("code", equalTo("VOLUME_TYPE_UNSUPPORTED"));
        create("{\"name\": \"root\", \"type\": \"bind\", \"bind\": {\"path\": \"/\"}}")
                .statusCode(422)
                .body("code", equalTo("VOLUME_BIND_NOT_ALLOWED"))
                .body("suggestion", containsString("/srv/shared"));
        create("{\"name\": \"watched\", \"softLimitBytes\": 1000}")
                .statusCode(422)
                .body("code", equalTo("VOLUME_OPTION_UNSUPPORTED"));
        create("{\"name\": \"far\", \"host\": \"moon\"}").statusCode(422).body("code", equalTo("VOLUME_HOST_UNKNOWN"));
    }

    @Test
    void aDirectoryThatIsLentOutCanBeAVolumeAndNothingBelowIt() {
        create("{\"name\": \"shared\", \"type\": \"bind\", \"bind\": {\"path\": \"/srv/shared\"}}")
                .statusCode(201)
                .body("bind.path", equalTo("/srv/shared"));
        create("{\"name\": \"below\", \"type\": \"bind\", \"bind\": {\"path\": \"/srv/shared/x\"}}")
                .statusCode(422)
                .body("suggestion", containsString("/srv/shared"));
    }

    @Test
    void anotherProjectsVolumeIsNotFoundByAnyRoute() {
        var id = create("{\"name\": \"private\"}").statusCode(201).extract().<String>path("id");
        var stranger = given().auth().oauth2(Tokens.of("other", "admin")).contentType(ContentType.JSON);

        stranger.get("/v1/volumes/" + id).then().statusCode(404);
        stranger.delete("/v1/volumes/" + id).then().statusCode(404);
        stranger.body("{\"labels\": {}}").patch("/v1/volumes/" + id).then().statusCode(404);
    }

    private ValidatableResponse awaitStatus(String name, String status) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> operator().get("/v1/volumes/" + name).then().body("status", equalTo(status)));
        return operator().get("/v1/volumes/" + name).then();
    }

    private ValidatableResponse create(String body) {
        return operator()
                .header("Prefer", "wait=20")
                .body(body)
                .post("/v1/volumes")
                .then();
    }

    private ValidatableResponse delete(String name) {
        return operator()
                .header("Prefer", "wait=20")
                .delete("/v1/volumes/" + name)
                .then();
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }

    private FakeEngine engine() {
        return hosts.engine();
    }

    private EngineVolume onEngine(String id) {
        return engine().volumes("volume").stream()
                .filter(volume -> volume.owner().id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
