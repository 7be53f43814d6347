package io.berth.image.build;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.berth.image.Registry;
import io.berth.test.BerthStack;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.berth.web.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
@QuarkusTestResource(BerthStack.class)
class BuildComponentTest {
    private static final String TRACE = "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String CORRELATION = "1af7651916cd43dd8448eb211c80319c";

    @Inject
    StandInEngine engine;

    @Inject
    BuildFiles files;

    @Inject
    BuildsConfig config;

    @Inject
    BuildRepository builds;

    @Inject
    BuildQueue queue;

    @AfterEach
    void letWaitingBuildsGo() {
        engine.open();
        await().until(builds::running, List::isEmpty);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static ValidatableResponse post(String token, String tag, String dockerfile, String prefer) {
        return as(token)
                .header("Prefer", prefer)
                .header("traceparent", TRACE)
                .body(Map.of("tag", tag, "dockerfile", dockerfile))
                .post("/v1/builds")
                .then();
    }

    private static String started(String tag, String dockerfile) {
        var id = post(Tokens.operator(), tag, dockerfile, "none")
                .statusCode(202)
                .extract()
                .<String>path("id");
        await().until(() -> status(id), "RUNNING"::equals);
        return id;
    }

    private static String status(String id) {
        return as(Tokens.viewer()).get("/v1/builds/" + id).path("status");
    }

    private static String log(String id) {
        return as(Tokens.viewer())
                .accept("text/plain")
                .get("/v1/builds/" + id + "/log")
                .asString();
    }

    @Test
    void anImageIsBuiltAndPushedUnderItsTag() {
        var build = as(Tokens.operator())
                .header("Prefer", "wait=30")
                .body(Map.of(
                        "tag",
                        "default/built:1",
                        "dockerfile",
                        "FROM x\nARG SECRET\n",
                        "buildArgs",
                        Map.of("SECRET", "nobody-reads-this"),
                        "labels",
                        Map.of("for", "test")))
                .post("/v1/builds")
                .then()
                .statusCode(201)
                .body("status", equalTo("SUCCEEDED"))
                .body("tag", equalTo("default/built:1"))
                .body("buildArgs", contains("SECRET"))
                .body("endedAt", notNullValue())
                .extract();
        String digest = build.path("imageDigest");
        String id = build.path("id");

        var pulled = Registry.with(Tokens.viewer(), "default/built").send("GET", "/manifests/1");
        assertThat(Registry.header(pulled, "Docker-Content-Digest")).isEqualTo(digest);
        assertThat(Registry.text(Registry.with(Tokens.viewer(), "default/built").send("GET", "/tags/list")))
                .as("the tag that the engine pushed under is nowhere")
                .contains("[\"1\"]");
        assertThat(engine.lastOrder().arguments()).containsEntry("SECRET", "nobody-reads-this");
        assertThat(engine.lastOrder().reference()).endsWith("/default/built:berth-" + id);
        assertThat(engine.nothingLeft()).isTrue();
        assertThat(files.context(id)).doesNotExist();
        assertThat(build.asString() + log(id)).doesNotContain("nobody-reads-this");
    }

    @Test
    void theFactsOfABuildFollowFromEachOther() {
        String id = post(Tokens.operator(), "default/told:1", "FROM x\n", "wait=30")
                .statusCode(201)
                .extract()
                .path("id");

        try (var facts = KafkaFacts.of("berth.image")) {
            facts.await(
                    "the end of the build",
                    fact -> fact.type().equals("io.berth.build.succeeded.v1") && id.equals(fact.key()));
            facts.await(
                    "the tag",
                    fact -> fact.type().equals("io.berth.image.tagged.v1") && "default/told".equals(fact.key()));
            var started = facts.all().stream()
                    .filter(fact -> fact.type().equals("io.berth.build.started.v1") && id.equals(fact.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(started.correlationId()).isEqualTo(CORRELATION);
            assertThat(facts.all().stream()
                            .filter(fact -> id.equals(fact.key()) || "default/told".equals(fact.key()))
                            .filter(fact -> !fact.type().equals("io.berth.build.started.v1")))
                    .extracting(KafkaFacts.Fact::type)
                    .contains("io.berth.image.pushed.v1", "io.berth.image.tagged.v1", "io.berth.build.succeeded.v1");
            assertThat(facts.all().stream()
                            .filter(fact -> id.equals(fact.key()) || "default/told".equals(fact.key()))
                            .filter(fact -> fact != started))
                    .allSatisfy(fact -> {
                        assertThat(fact.causationId()).isEqualTo(started.id());
                        assertThat(fact.correlationId()).isEqualTo(CORRELATION);
                    });
            facts.requireValid();
        }
    }

    @Test
    void aBuildThatBreaksSaysWhere() {
        String id = post(Tokens.operator(), "default/broken:1", "FROM x\nRUN fail\n", "none")
                .extract()
                .path("id");
        await().until(() -> status(id), "FAILED"::equals);

        as(Tokens.viewer())
                .get("/v1/builds/" + id)
                .then()
                .body("error.step", equalTo("[2/2] RUN fail"))
                .body("error.line", equalTo(2))
                .body("error.exitCode", equalTo(7))
                .body("error.output", equalTo("last words"))
                .body("statusReason", equalTo("The build failed at [2/2] RUN fail, line 2: exit code 7"));
        post(Tokens.operator(), "default/broken:1", "FROM x\nRUN fail\n", "wait=30")
                .statusCode(422)
                .body("code", equalTo("BUILD_FAILED"));
        assertThat(Registry.with(Tokens.viewer(), "default/broken")
                        .send("GET", "/manifests/1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(log(id)).endsWith("line 2: exit code 7\n");
    }

    @Test
    void anImageThatCannotBePushedIsNoFailureOfTheBuild() {
        post(Tokens.operator(), "default/unpushable:1", "FROM x\nRUN unpushable\n", "wait=30")
                .statusCode(502)
                .body("code", equalTo("BUILD_PUSH_FAILED"));
        assertThat(engine.nothingLeft()).isTrue();
    }

    @Test
    void aProjectsQueueThatIsFullTakesNoMoreAndAnotherProjectsDoes() {
        started("default/busy:1", "FROM x\nRUN wait\n");
        started("default/busy:2", "FROM x\nRUN wait\n");
        var crowd = Tokens.of("crowd", "operator");
        for (int i = 0; i < config.queued(); i++) {
            post(crowd, "crowd/app:" + i, "FROM x\n", "none").statusCode(202);
        }

        post(crowd, "crowd/app:more", "FROM x\n", "none").statusCode(429).body("code", equalTo("BUILD_QUEUE_FULL"));
        post(Tokens.operator(), "default/app:1", "FROM x\n", "none").statusCode(202);
    }

    @Test
    void aRunningBuildIsCancelled() {
        var id = started("default/cancelled:1", "FROM x\nRUN wait\n");

        as(Tokens.viewer()).delete("/v1/builds/" + id).then().statusCode(403);
        as(Tokens.operator())
                .header("Prefer", "wait=30")
                .delete("/v1/builds/" + id)
                .then()
                .statusCode(204);

        as(Tokens.viewer())
                .get("/v1/builds/" + id)
                .then()
                .body("status", equalTo("CANCELLED"))
                .body("statusReason", equalTo("It was cancelled."));
        assertThat(engine.nothingLeft()).isTrue();
        as(Tokens.operator()).delete("/v1/builds/" + id).then().statusCode(202);
        as(Tokens.viewer()).get("/v1/builds/" + id).then().statusCode(404);
        assertThat(files.log(id)).doesNotExist();
    }

    @Test
    void aBuildThatWaitsIsCancelledWithoutHavingRun() {
        started("default/busy:1", "FROM x\nRUN wait\n");
        started("default/busy:2", "FROM x\nRUN wait\n");
        String third = post(Tokens.operator(), "default/busy:3", "FROM x\n", "none")
                .extract()
                .path("id");

        as(Tokens.operator()).delete("/v1/builds/" + third).then().statusCode(202);

        as(Tokens.viewer())
                .get("/v1/builds/" + third)
                .then()
                .body("status", equalTo("CANCELLED"))
                .body("attempt", equalTo(0));
        assertThat(log(third)).isEmpty();
        assertThat(files.context(third)).doesNotExist();
    }

    @Test
    void theTokenOfABuildOpensItsRepositoryAndItsProjectAndEndsWithIt() {
        Registry.with(Tokens.of("neighbour", "operator"), "neighbour/app").pushImage("1");
        Registry.with(Tokens.operator(), "default/base").pushImage("1");
        var id = started("default/scoped:1", "FROM x\nRUN wait\n");
        var token = engine.lastToken();

        assertThat(ask("GET", "/v2/default/base/manifests/1", token)).isEqualTo(200);
        assertThat(ask("POST", "/v2/default/scoped/blobs/uploads/", token)).isEqualTo(202);
        assertThat(ask("POST", "/v2/default/base/blobs/uploads/", token)).isEqualTo(401);
        assertThat(ask("GET", "/v2/neighbour/app/manifests/1", token)).isEqualTo(403);
        given().auth().oauth2(token).get("/v1/builds").then().statusCode(401);

        engine.open();
        await().until(() -> status(id), "SUCCEEDED"::equals);
        assertThat(ask("GET", "/v2/default/base/manifests/1", token)).isEqualTo(401);
    }

    private static int ask(String method, String path, String token) {
        return Registry.sendTo(method, path, BodyPublishers.noBody(), token).statusCode();
    }

    @Test
    void aBaseOfAnotherProjectIsRefusedBeforeAnythingIsPushed() {
        post(Tokens.operator(), "default/thief:1", "FROM 127.0.0.1:5000/other/app:1\n", "wait=30")
                .statusCode(422)
                .body("code", equalTo("BUILD_REFERENCE_REFUSED"))
                .body("detail", containsString("other/app"));
        assertThat(Registry.with(Tokens.viewer(), "default/thief")
                        .send("GET", "/manifests/1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherProjectSeesNothingOfABuild() {
        String id = post(Tokens.operator(), "default/mine:1", "FROM x\n", "wait=30")
                .extract()
                .path("id");
        var stranger = Tokens.of("elsewhere", "admin");

        as(stranger).get("/v1/builds/" + id).then().statusCode(404);
        as(stranger)
                .accept("text/plain")
                .get("/v1/builds/" + id + "/log")
                .then()
                .statusCode(404);
        as(stranger).get("/v1/builds/" + id + "/log").then().statusCode(404);
        as(stranger).delete("/v1/builds/" + id).then().statusCode(404);
        as(Tokens.service()).get("/v1/builds?limit=500").then().body("items.id", hasItem(id));
    }

    @Test
    void aBuildThatTheServiceLostWaitsAgain() throws Exception {
        var id = started("default/lost:1", "FROM x\nRUN wait\n");
        var build = builds.find(id).orElseThrow();
        engine.open();
        await().until(() -> status(id), "SUCCEEDED"::equals);
        assertThat(files.context(id)).doesNotExist();

        var lost = Ids.next("bld");
        files.create(lost);
        Files.writeString(files.context(lost), "a context");
        files.keepInput(lost, new BuildFiles.Input(Map.of(), "FROM x\n"));
        builds.insert(running(build, lost));
        queue.wake();

        await().until(() -> status(lost), "SUCCEEDED"::equals);
    }

    @Test
    void aBuildWhoseContextIsLostHasFailed() {
        var build = builds.find(started("default/lost:2", "FROM x\nRUN wait\n")).orElseThrow();
        var lost = Ids.next("bld");
        builds.insert(running(build, lost));
        queue.wake();

        await().until(() -> status(lost), "FAILED"::equals);
        as(Tokens.viewer())
                .get("/v1/builds/" + lost)
                .then()
                .body("statusReason", containsString("its context is lost"));
    }

    private static Build running(Build build, String id) {
        return new Build(
                id,
                build.labels(),
                BuildStatus.RUNNING,
                null,
                build.failure(),
                build.repository(),
                build.tag(),
                build.recipe(),
                build.contextBytes(),
                build.rights(),
                0,
                false,
                null,
                null,
                build.createdAt(),
                build.createdAt(),
                null,
                null,
                0,
                build.origin());
    }
}
