package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.tsid.Tsid;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
class ProjectionComponentTest {

    private static final String TOPIC = "test.state";

    @Inject
    Outbox outbox;

    @Inject
    OutboxStore store;

    @Inject
    Projections projections;

    @Inject
    ChangeRecorder changes;

    @Inject
    KafkaSettings kafka;

    @Inject
    Sql sql;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void theLastPublishedStateIsFoundByKeyAndByName() {
        var id = id();
        publish(id, "web", "red");
        publish(id, "web", "blue");

        await().until(() -> colour(id).equals("blue"));
        assertThat(projections.byName(TOPIC, "acme", "web", ThingState.class)).contains(new ThingState(id, "blue"));
        assertThat(projections.byName(TOPIC, "other", "web", ThingState.class)).isEmpty();
        assertThat(projections.all(TOPIC, ThingState.class)).contains(new ThingState(id, "blue"));
        await().untilAsserted(() -> assertThat(changes.seen()).contains(new ProjectionChanged(TOPIC, id, "acme")));
    }

    @Test
    void aTombstoneRemovesTheThing() {
        var id = id();
        publish(id, "gone", "red");
        await().until(() -> colour(id).equals("red"));
        remove(id, "gone");

        await().until(() -> colour(id).isEmpty());
    }

    @Test
    void anOlderStateThatArrivesLateChangesNothing() throws Exception {
        var id = id();
        var old = new OutboxRow(
                1, Outbox.nextId(), TOPIC, id, "io.test.state.v1", origin(), "late", Instant.now(), json(id, "old"));
        publish(id, "late", "new");
        await().until(() -> colour(id).equals("new"));
        try (var producer = kafka.factProducer()) {
            producer.send(FactRecords.of(old, kafka.source())).get();
        }
        var after = id();
        publish(after, "after", "x");
        await().until(() -> colour(after).equals("x"));
        // Other partitions may be behind: this one has read the old state when its position is past it.
        await().during(Duration.ofMillis(500)).until(() -> colour(id).equals("new"));
    }

    @Test
    void statesFollowEachOtherThoughTheClockHasGoneBackAnHour() {
        var id = id();
        publish(id, "back", "ahead");
        await().until(() -> colour(id).equals("ahead"));
        var anHourAhead = Tsid.from(Tsid.fast().toLong() + (Duration.ofHours(1).toMillis() << 22))
                .toLowerCase();
        sql.update("update published_state set fact = ? where key = ?", anHourAhead, id);
        sql.update("update projection set fact = ? where key = ?", anHourAhead, id);

        publish(id, "back", "now");
        await().until(() -> colour(id).equals("now"));
        publish(id, "back", "later");
        await().until(() -> colour(id).equals("later"));
        remove(id, "back");
        await().until(() -> colour(id).isEmpty());
    }

    @Test
    void aTopicMadeAnewGetsAllStatesAgainAndForgetsTheLost() throws Exception {
        var id = id();
        publish(id, "kept", "green");
        await().until(() -> colour(id).equals("green"));
        await().until(() ->
                sql.query("select 1 from published_topic", row -> row.getInt(1)).size() == 1);

        makeTopicAnew();

        try (var topic = new Topic(bootstrap, TOPIC)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> topic.records().stream().anyMatch(record -> id.equals(record.key())));
        }
        assertThat(colour(id)).isEqualTo("green");
        publish(id, "kept", "yellow");
        await().atMost(Duration.ofSeconds(30)).until(() -> colour(id).equals("yellow"));
    }

    @Test
    void aTopicThatDiffersFromWhatWasPublishedIsMended() throws Exception {
        var lost = id();
        var unknown = id();
        publish(lost, "lost", "green");
        publish(unknown, "unknown", "green");
        await().until(() -> colour(lost).equals("green") && colour(unknown).equals("green"));

        sql.update("delete from published_state where key = ?", unknown);
        try (var producer = kafka.factProducer()) {
            var older = new OutboxRow(
                    0, Outbox.nextId(), TOPIC, lost, "io.test.state.v1", origin(), "lost", Instant.now(), null);
            producer.send(FactRecords.of(older, kafka.source())).get();
        }
        try (var topic = new Topic(bootstrap, TOPIC)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> statesOf(lost, topic).size() >= 3
                            && colour(lost).equals("green")
                            && colour(unknown).isEmpty());
        }
    }

    @Test
    void aStateThatATopicLacksIsPublishedAgainThoughTheTopicIsAsLongAsItWas() {
        var kept = id();
        publish(kept, "kept", "green");
        await().until(() -> colour(kept).equals("green"));
        await().until(this::isCompared);
        var lost = id();
        // As a Kafka that was put back to the copy it was compared as: what was published since is not there.
        sql.update("""
                insert into published_state (topic, key, type, project, correlationid, name, time, data, fact)
                select topic, ?, type, project, correlationid, name, time, ?::json, ? from published_state where key = ?""", lost, json(lost, "blue"), Outbox.nextId(), kept);

        await().atMost(Duration.ofSeconds(30)).until(() -> colour(lost).equals("blue"));
    }

    @Test
    void aStatePublishedWhileItsPredecessorIsPublishedAgainStaysTheNewest() throws Exception {
        var id = id();
        publish(id, "raced", "old");
        await().until(() -> colour(id).equals("old"));
        var newer = new Thread(() -> publish(id, "raced", "new"));
        QuarkusTransaction.requiringNew().run(() -> {
            sql.query("select 1 from published_state where key = ? for update", row -> row.getInt(1), id);
            newer.start();
            awaitLockWait();
            store.insert(new OutboxRow(
                    0,
                    Outbox.nextId(),
                    TOPIC,
                    id,
                    "io.test.state.v1",
                    origin(),
                    "raced",
                    Instant.now(),
                    json(id, "old")));
        });
        newer.join();

        await().until(() -> colour(id).equals("new"));
        try (var topic = new Topic(bootstrap, TOPIC)) {
            await().until(() -> statesOf(id, topic).size() >= 3);
            assertThat(statesOf(id, topic)).isSorted();
        }
        assertThat(colour(id)).isEqualTo("new");
    }

    /** Whether the states of now were compared with the topic of now. */
    private boolean isCompared() {
        try (var states = new StateTopic(kafka)) {
            var extent = states.extents(Set.of(TOPIC)).get(TOPIC);
            return sql.first("select ends from published_topic where topic = ?", row -> row.getString(1), TOPIC)
                    .filter(extent.text()::equals)
                    .isPresent();
        }
    }

    private static List<String> statesOf(String id, Topic topic) {
        return topic.records().stream()
                .filter(record -> id.equals(record.key()))
                .map(record -> Topic.header(record.headers(), "ce_id"))
                .toList();
    }

    private void awaitLockWait() {
        await().until(() -> !sql.query(
                        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%published_state%'",
                        row -> row.getInt(1))
                .isEmpty());
    }

    private void makeTopicAnew() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(TOPIC)).all().get(10, TimeUnit.SECONDS);
            await().ignoreExceptionsMatching(e -> e.getCause() instanceof TopicExistsException)
                    .until(() -> {
                        admin.createTopics(List.of(
                                        new NewTopic(TOPIC, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                                .all()
                                .get(10, TimeUnit.SECONDS);
                        return true;
                    });
        }
    }

    private static String id() {
        return "thing_" + UUID.randomUUID();
    }

    private static String json(String id, String colour) {
        return FactJson.write(new ThingState(id, colour));
    }

    private static Origin origin() {
        return new Origin("acme", "corr", null, null);
    }

    private void publish(String id, String name, String colour) {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.publishState(TOPIC, id, name, new ThingState(id, colour), origin()));
    }

    private void remove(String id, String name) {
        QuarkusTransaction.requiringNew().run(() -> outbox.publishState(TOPIC, id, name, null, origin()));
    }

    private String colour(String id) {
        return projections
                .byKey(TOPIC, id, ThingState.class)
                .map(ThingState::colour)
                .orElse("");
    }
}
