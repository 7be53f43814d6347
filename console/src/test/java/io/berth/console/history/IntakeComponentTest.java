package io.berth.console.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.agroal.api.AgroalDataSource;
import io.berth.outbox.Continuity;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How facts come from Kafka into the history, also when one of the two went back to an older copy. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class IntakeComponentTest {

    private static final String READY = "io.berth.network.ready.v1";

    /** A topic of which nothing comes. */
    private static final String SILENT = "berth.volume";

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @Inject
    FactSource services;

    @Inject
    SeenFacts seen;

    @Inject
    FactRepository facts;

    @Inject
    HistoryWriter history;

    @Inject
    HistoryConsumer consumer;

    @Inject
    AgroalDataSource database;

    @Test
    void aFactThatArrivesTwiceIsRecordedOnceAndNonsenseIsLeftOut() {
        String project = "p" + System.nanoTime();
        String id = UUID.randomUUID().toString();
        services.say(id, project, READY, "once", "c", null, "{}");
        services.sayNonsense();
        services.say(UUID.randomUUID().toString(), project, READY, "nul", "c", null, "{\"name\":\"a\\u0000b\"}");
        services.say(id, project, READY, "once", "c", null, "{}");
        services.say(project, READY, "last", "c", null);

        await().until(() -> seen.page(project, "").getList("items.subject").contains("last"));
        assertThat(seen.page(project, "").getList("items.subject", String.class))
                .containsOnlyOnce("once")
                .doesNotContain("nul");
    }

    @Test
    void aFactThatClaimsToBeOldIsKeptWithAllThatCameBeforeIt() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "first", "c", null);
        seen.awaitFact(project + "first");
        long forgotten = facts.mark().forgottenTo();
        services.sayAt("2001-01-01T00:00:00Z", project, READY, project + "antique");
        seen.awaitFact(project + "antique");

        history.forgetBefore(Instant.now().minusSeconds(3600));

        assertThat(facts.mark().forgottenTo()).isEqualTo(forgotten);
        assertThat(seen.page(project, "").getList("items.subject"))
                .containsExactly(project + "first", project + "antique");
    }

    @Test
    void aTimeThatNoDatabaseKeepsIsLeftOutAndTheRestGoesOn() {
        String project = "p" + System.nanoTime();
        services.sayAt("+999999999-01-01T00:00:00Z", project, READY, "far");
        services.say(project, READY, "next", "c", null);

        await().until(() -> seen.page(project, "").getList("items.subject").contains("next"));
        assertThat(seen.page(project, "").getList("items.subject")).containsExactly("next");
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItem("history"));
        given().get("/q/metrics").then().body(containsString("berth_history_lag"));
    }

    @Test
    void aDatabaseThatWasPutBackTakesInAgainWhatItLacks() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "kept", "c", null);
        seen.awaitFact(project + "kept");
        List<IntakePosition> backup = facts.positions();
        services.say(project, READY, project + "lost", "c", null);
        seen.awaitFact(project + "lost");

        consumer.stop(null);
        given().get("/q/health/live").then().statusCode(503);
        forget(project + "lost");
        history.record(List.of(), List.of(), backup);
        consumer.start(null);

        seen.awaitFact(project + "lost");
        assertThat(seen.page(project, "").getList("items.subject")).containsExactly(project + "kept", project + "lost");
    }

    @Test
    void aDatabaseThatWasPutBackUnderTheConsoleTakesInAgainWhatItLacksAndTheStreamsSaySo() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "kept", "c", null);
        seen.awaitFact(project + "kept");
        List<IntakePosition> backup = facts.positions();
        services.say(project, READY, project + "lost", "c", null);
        seen.awaitFact(project + "lost");
        long last = facts.newest();

        try (var stream = new StreamReader("", Tokens.of(project, "viewer"), Map.of())) {
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
        seen.awaitFact(project + "unseen");

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

        seen.awaitFact(project + "unseen");
    }

    @Test
    void aKafkaThatEndsBeforeWhereItWasReadIsReadAnew() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project, "c", null);
        seen.awaitFact(project);

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
}
