package io.berth.console.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.berth.outbox.Continuity;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class HistoryComponentTest {

    private static final String READY = "io.berth.network.ready.v1";

    /** A topic of which nothing comes. */
    private static final String SILENT = "berth.volume";

    @TestHTTPResource("/v1/events")
    URI events;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @Inject
    FactSource services;

    @Inject
    FactRepository facts;

    @Inject
    HistoryWriter history;

    @Inject
    HistoryConsumer consumer;

    @Inject
    AgroalDataSource database;

    @Test
    void aSubscriberSeesAFactOfItsProjectAndNoOther() throws Exception {
        String mine = "net_" + UUID.randomUUID();
        String theirs = "net_" + UUID.randomUUID();
        try (var stream = stream("", Tokens.of("left", "viewer"), Map.of())) {
            services.say("right", READY, theirs, "c", null);
            services.say("left", READY, mine, "c", null);

            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.subjects()).containsExactly(mine);
            var event = stream.events.getFirst();
            assertThat(event.name()).isEqualTo(READY);
            assertThat(event.id()).isEqualTo(event.data().path("cursor").asText());
            assertThat(event.data().path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.data().path("service").asText()).isEqualTo("network");
            assertThat(event.data().path("project").asText()).isEqualTo("left");
            assertThat(event.data().path("data").path("name").asText()).isEqualTo(mine);
            assertThat(event.data().path("traceparent").asText()).startsWith("00-");
        }
        given().auth()
                .oauth2(Tokens.of("left", "viewer"))
                .accept(ContentType.JSON)
                .get("/v1/events?subject=" + theirs)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void aServiceSeesEveryProjectAndAnAdminTheOneThatItNames() {
        String subject = "net_" + UUID.randomUUID();
        services.say("left", READY, subject, "c", null);
        awaitFact(subject);

        for (var answer : List.of(
                given().auth().oauth2(Tokens.service()),
                given().auth().oauth2(Tokens.admin()).header("Berth-Project", "left"))) {
            answer.accept(ContentType.JSON)
                    .get("/v1/events?subject=" + subject)
                    .then()
                    .body("items", hasSize(1));
        }
        given().auth()
                .oauth2(Tokens.viewer())
                .accept(ContentType.JSON)
                .get("/v1/events?subject=" + subject)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void replayAndLiveMeetWithoutAHoleWhileFactsKeepComing() throws Exception {
        String project = "p" + System.nanoTime();
        List<String> said = new ArrayList<>();
        List<StreamReader> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String subject = "net_" + i;
            said.add(subject);
            services.say(project, READY, subject, "c", null);
            if (i % 50 == 25) {
                streams.add(stream("?since=0", Tokens.of(project, "viewer"), Map.of()));
            }
        }
        for (StreamReader stream : streams) {
            await().until(() -> stream.events.size() >= 200);
            assertThat(stream.subjects()).containsExactlyInAnyOrderElementsOf(said);
            assertThat(stream.events.stream()
                            .map(event -> Long.parseLong(event.id()))
                            .toList())
                    .isSorted();
            stream.close();
        }
    }

    @Test
    void aReaderThatComesBackGoesOnAfterTheLastEventItSaw() throws Exception {
        String project = "p" + System.nanoTime();
        for (String subject : List.of("a", "b", "c")) {
            services.say(project, READY, project + subject, "c", null);
            awaitFact(project + subject);
        }
        String second = page(project, "").getString("items[1].cursor");

        try (var stream = stream("?since=0", Tokens.of(project, "viewer"), Map.of("Last-Event-ID", second))) {
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.subjects()).containsExactly(project + "c");
        }
    }

    @Test
    void aTimeReplaysWhatWasSaidSince() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "before", "c", null);
        awaitFact(project + "before");
        Instant between = Instant.now();
        services.say(project, READY, project + "after", "c", null);
        awaitFact(project + "after");

        try (var stream = stream("?since=" + between, Tokens.of(project, "viewer"), Map.of())) {
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.subjects()).containsExactly(project + "after");
        }
    }

    @Test
    void filtersNarrowTheStreamAndTheHistory() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, "one", "c1", null);
        services.say(project, "io.berth.endpoint.attached.v1", "two", "c2", null);
        awaitFacts(project, 2);

        for (String filter : List.of("type=io.berth.endpoint.", "subject=two", "correlationId=c2")) {
            assertThat(page(project, "&" + filter).getList("items.subject"))
                    .as(filter)
                    .containsExactly("two");
            try (var stream = stream("?since=0&" + filter, Tokens.of(project, "viewer"), Map.of())) {
                await().until(() -> !stream.events.isEmpty());
                assertThat(stream.subjects()).as(filter).containsExactly("two");
            }
        }
        assertThat(page(project, "&service=network").getList("items")).hasSize(2);
        assertThat(page(project, "&service=image").getList("items")).isEmpty();
        assertThat(page(project, "&type=io.berth.endpoint%25").getList("items")).isEmpty();
    }

    @Test
    void aFactThatArrivesTwiceIsRecordedOnceAndNonsenseIsLeftOut() {
        String project = "p" + System.nanoTime();
        String id = UUID.randomUUID().toString();
        services.say(id, project, READY, "once", "c", null, "{}");
        services.sayNonsense();
        services.say(UUID.randomUUID().toString(), project, READY, "nul", "c", null, "{\"name\":\"a\\u0000b\"}");
        services.say(id, project, READY, "once", "c", null, "{}");
        services.say(project, READY, "last", "c", null);

        await().until(() -> page(project, "").getList("items.subject").contains("last"));
        assertThat(page(project, "").getList("items.subject", String.class))
                .containsOnlyOnce("once")
                .doesNotContain("nul");
    }

    @Test
    void historyIsPagedOldestFirst() {
        String project = "p" + System.nanoTime();
        for (int i = 0; i < 5; i++) {
            services.say(project, READY, "net_" + i, "c", null);
        }
        awaitFacts(project, 5);

        var first = page(project, "&limit=3");
        assertThat(first.getList("items")).hasSize(3);
        var second = page(project, "&limit=3&cursor=" + first.getString("next"));
        assertThat(second.getList("items")).hasSize(2);
        assertThat(second.getString("next")).isNull();
        List<String> all = new ArrayList<>(first.getList("items.subject"));
        all.addAll(second.getList("items.subject"));
        assertThat(all).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void theTreeShowsWhatARequestCaused() {
        String project = "p" + System.nanoTime();
        String correlation = UUID.randomUUID().toString();
        String root = services.say(project, "io.berth.network.requested.v1", "net", correlation, null);
        String ready = services.say(project, READY, "net", correlation, root);
        services.say(project, "io.berth.endpoint.attached.v1", "end", correlation, ready);
        services.say("elsewhere", READY, "secret", correlation, root);
        awaitFacts(project, 3);

        given().auth()
                .oauth2(Tokens.of(project, "viewer"))
                .get("/v1/events/" + ready + "/tree")
                .then()
                .statusCode(200)
                .body("correlationId", equalTo(correlation))
                .body("facts", equalTo(3))
                .body("roots", hasSize(1))
                .body("roots[0].event.id", equalTo(root))
                .body("roots[0].children", hasSize(1))
                .body("roots[0].children[0].event.id", equalTo(ready))
                .body("roots[0].children[0].children[0].event.subject", equalTo("end"));
        given().auth()
                .oauth2(Tokens.of("elsewhere", "viewer"))
                .get("/v1/events/" + ready + "/tree")
                .then()
                .statusCode(404)
                .body("code", equalTo("EVENT_NOT_FOUND"));
    }

    @Test
    void whatWasForgottenIsAGap() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "old", "c", null);
        awaitFact(project + "old");
        String old = page(project, "").getString("items[0].cursor");
        services.say(project, READY, project + "older", "c", null);
        awaitFact(project + "older");
        history.forgetBefore(Instant.now().plusSeconds(1));
        services.say(project, READY, project + "new", "c", null);

        try (var stream = stream("?since=" + old, Tokens.of(project, "viewer"), Map.of())) {
            await().until(() -> stream.events.size() >= 2);
            assertThat(stream.events.getFirst().name()).isEqualTo("gap");
            assertThat(stream.events.getFirst().data().path("reason").asText()).isEqualTo("FORGOTTEN");
            assertThat(stream.events.getFirst().id())
                    .isEqualTo(Long.toString(facts.mark().forgottenTo()));
            assertThat(stream.events.get(1).data().path("subject").asText()).isEqualTo(project + "new");
        }
    }

    @Test
    void aFactThatClaimsToBeOldIsKeptWithAllThatCameBeforeIt() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "first", "c", null);
        awaitFact(project + "first");
        long forgotten = facts.mark().forgottenTo();
        services.sayAt("2001-01-01T00:00:00Z", project, READY, project + "antique");
        awaitFact(project + "antique");

        history.forgetBefore(Instant.now().minusSeconds(3600));

        assertThat(facts.mark().forgottenTo()).isEqualTo(forgotten);
        assertThat(page(project, "").getList("items.subject")).containsExactly(project + "first", project + "antique");
    }

    @Test
    void aQuietStreamMovesOnPastWhatIsNotForIt() throws Exception {
        String project = "p" + System.nanoTime();
        try (var stream = stream("", Tokens.of("quiet" + project, "viewer"), Map.of())) {
            services.say(project, READY, project, "c", null);
            awaitFact(project);
            long said = facts.after(0, new FactFilter("*", null, project, null, null), 1)
                    .getFirst()
                    .seq();

            await().until(() -> stream.lastId() != null && Long.parseLong(stream.lastId()) >= said);
            assertThat(stream.events).isEmpty();
        }
    }

    @Test
    void aTimeThatNoDatabaseKeepsIsLeftOutAndTheRestGoesOn() {
        String project = "p" + System.nanoTime();
        services.sayAt("+999999999-01-01T00:00:00Z", project, READY, "far");
        services.say(project, READY, "next", "c", null);

        await().until(() -> page(project, "").getList("items.subject").contains("next"));
        assertThat(page(project, "").getList("items.subject")).containsExactly("next");
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItem("history"));
        given().get("/q/metrics").then().body(containsString("berth_history_lag"));
    }

    @Test
    void aDatabaseThatWasPutBackTakesInAgainWhatItLacks() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "kept", "c", null);
        awaitFact(project + "kept");
        List<IntakePosition> backup = facts.positions();
        services.say(project, READY, project + "lost", "c", null);
        awaitFact(project + "lost");

        consumer.stop(null);
        given().get("/q/health/live").then().statusCode(503);
        forget(project + "lost");
        history.record(List.of(), List.of(), backup);
        consumer.start(null);

        awaitFact(project + "lost");
        assertThat(page(project, "").getList("items.subject")).containsExactly(project + "kept", project + "lost");
    }

    @Test
    void aDatabaseThatWasPutBackUnderTheConsoleTakesInAgainWhatItLacksAndTheStreamsSaySo() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "kept", "c", null);
        awaitFact(project + "kept");
        List<IntakePosition> backup = facts.positions();
        services.say(project, READY, project + "lost", "c", null);
        awaitFact(project + "lost");
        long last = facts.newest();

        try (var stream = stream("", Tokens.of(project, "viewer"), Map.of())) {
            await().until(() -> !stream.comments.isEmpty());
            forget(project + "lost");
            history.record(List.of(), List.of(), backup);

            await().atMost(Duration.ofSeconds(30)).until(() -> stream.events.size() >= 3);
            assertThat(stream.events.getFirst().name()).isEqualTo("gap");
            assertThat(stream.events.getFirst().data().path("reason").asText()).isEqualTo("RESTARTED");
            assertThat(stream.events.getFirst().data().path("from").asLong()).isEqualTo(last);
            assertThat(stream.events.subList(1, 3))
                    .extracting(event -> event.data().path("subject").asText())
                    .containsExactly(project + "kept", project + "lost");
        }
    }

    @Test
    void aKafkaThatHasOtherRecordsWhereItWasReadIsReadAnew() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "unseen", "c", null);
        awaitFact(project + "unseen");

        consumer.stop(null);
        forget(project + "unseen");
        history.record(
                List.of(),
                List.of(),
                facts.positions().stream()
                        .map(read -> new IntakePosition(
                                read.topic(), read.partition(), read.incarnation(), read.next(), read.lastTime() - 1))
                        .toList());
        consumer.start(null);

        awaitFact(project + "unseen");
    }

    @Test
    void aKafkaThatEndsBeforeWhereItWasReadIsReadAnew() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project, "c", null);
        awaitFact(project);

        consumer.stop(null);
        List<IntakePosition> read = facts.positions();
        List<IntakePosition> beyond = new ArrayList<>();
        read.forEach(position -> beyond.add(new IntakePosition(
                position.topic(),
                position.partition(),
                position.incarnation(),
                position.next() + 10,
                position.lastTime())));
        String silent = TopicIds.of(List.of(SILENT), broker).get(SILENT);
        beyond.add(new IntakePosition(SILENT, 0, silent, 10, 100));
        history.record(List.of(), List.of(), beyond);
        consumer.start(null);

        await().untilAsserted(() -> assertThat(facts.positions())
                .containsAll(read)
                .contains(new IntakePosition(SILENT, 0, silent, 0, Continuity.UNKNOWN)));
    }

    private void forget(String subject) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from fact where subject = ?")) {
            delete.setString(1, subject);
            delete.executeUpdate();
        }
    }

    @Test
    void aCursorOfALostHistoryIsAGap() throws Exception {
        try (var stream = stream("", Tokens.viewer(), Map.of("Last-Event-ID", "999999999"))) {
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.events.getFirst().data().path("reason").asText()).isEqualTo("RESTARTED");
        }
    }

    @Test
    void aQuietStreamSaysThatItIsAlive() throws Exception {
        try (var stream = stream("", Tokens.of("quiet", "viewer"), Map.of())) {
            await().until(() -> stream.comments.size() >= 3);
            assertThat(stream.events).isEmpty();
            assertThat(stream.comments.getFirst()).startsWith("facts after");
        }
    }

    @Test
    void aPositionThatIsNoneIsRefusedBeforeTheStreamBegins() {
        for (String accept : List.of("text/event-stream", "application/json")) {
            given().auth()
                    .oauth2(Tokens.viewer())
                    .accept(accept)
                    .get("/v1/events?since=yesterday")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("INVALID_FIELD"))
                    .body("errors[0].field", equalTo("since"))
                    .body("traceId", notNullValue());
        }
    }

    @Test
    void withoutATokenThereIsNothingToSee() {
        for (String path : List.of("/v1/events", "/v1/events/x", "/v1/events/x/tree", "/v1/services")) {
            given().get(path).then().statusCode(401).body("stackTrace", nullValue());
        }
    }

    private StreamReader stream(String query, String token, Map<String, String> headers) throws Exception {
        return new StreamReader(URI.create(events + query), token, headers);
    }

    private static JsonPath page(String project, String query) {
        return given().auth()
                .oauth2(Tokens.of(project, "viewer"))
                .accept(ContentType.JSON)
                .get("/v1/events?since=0" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void awaitFact(String subject) {
        var filter = new FactFilter("*", null, subject, null, null);
        await().until(() -> !facts.after(0, filter, 1).isEmpty());
    }

    private static void awaitFacts(String project, int count) {
        await().until(() -> page(project, "").getList("items").size() == count);
    }
}
