package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
class OutboxComponentTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Inject
    Outbox outbox;

    @Inject
    Sql sql;

    @Inject
    EffectHandler handler;

    @Inject
    KafkaSettings kafka;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void aFactOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.append(change(id(), 1), origin())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFactIsMeasuredInTheBytesThatAreSent() {
        var large = "ä".repeat(600_000);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> outbox.publishState("test.other", id(), null, large, origin())))
                .hasMessageContaining("larger than");
    }

    @Test
    void aFactWithNulIsRefusedButNotOneThatOnlySpellsIt() {
        assertThatThrownBy(() -> append("nul\0", 1)).hasMessageContaining("NUL");
        var spelt = id();
        append(spelt + "\\u0000", 1);
        await().until(() -> effects(spelt + "\\u0000") == 1);
    }

    @Test
    void aFactOfARolledBackTransactionNeverLeaves() {
        var lost = id();
        var kept = id();
        QuarkusTransaction.begin();
        outbox.append(change(lost, 1), origin());
        QuarkusTransaction.rollback();
        append(kept, 1);

        await().until(() -> effects(kept) == 1);
        assertThat(effects(lost)).isZero();
    }

    @Test
    void aFactArrivesAsACloudEventWithItsOrigin() {
        var thing = id();
        var at = Instant.parse("2026-01-02T03:04:05.678Z");
        var factId = QuarkusTransaction.requiringNew()
                .call(() ->
                        outbox.append(new ThingChanged(thing, 7, at), new Origin("acme", "corr-1", "cause-1", TRACE)));

        try (var topic = new Topic(bootstrap, "test.facts")) {
            var record = await().until(
                            () -> topic.records().stream()
                                    .filter(r -> thing.equals(r.key()))
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
            var headers = record.headers();
            assertThat(Topic.header(headers, "ce_id")).isEqualTo(factId);
            assertThat(Topic.header(headers, "ce_specversion")).isEqualTo("1.0");
            assertThat(Topic.header(headers, "ce_source")).isEqualTo("/berth/outbox-test");
            assertThat(Topic.header(headers, "ce_type")).isEqualTo("io.berth.thing.changed.v1");
            assertThat(Topic.header(headers, "ce_subject")).isEqualTo(thing);
            assertThat(Topic.header(headers, "ce_time")).isNotNull();
            assertThat(Topic.header(headers, "ce_project")).isEqualTo("acme");
            assertThat(Topic.header(headers, "ce_correlationid")).isEqualTo("corr-1");
            assertThat(Topic.header(headers, "ce_causationid")).isEqualTo("cause-1");
            assertThat(Topic.header(headers, "ce_sequence")).matches("\\d{19}");
            assertThat(Topic.header(headers, "traceparent")).isEqualTo(TRACE);
            assertThat(Topic.header(headers, "content-type")).isEqualTo("application/json");
            assertThat(FactJson.read(new String(record.value(), StandardCharsets.UTF_8), ThingChanged.class))
                    .isEqualTo(new ThingChanged(thing, 7, at));
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("subject");
        }
    }

    @Test
    void aFactThatArrivesTwiceHasItsEffectOnce() throws Exception {
        var thing = id();
        var row = new OutboxRow(
                1,
                Outbox.nextId(),
                "test.facts",
                thing,
                "io.berth.thing.changed.v1",
                origin(),
                null,
                Instant.now(),
                "{}");
        try (var producer = kafka.factProducer()) {
            for (int i = 0; i < 3; i++) {
                producer.send(FactRecords.of(row, kafka.source())).get();
            }
        }
        var after = id();
        append(after, 1);
        await().until(() -> effects(after) == 1);
        await().until(() -> effects(thing) == 1);
    }

    @Test
    void aHandlerThatFailsForAWhileGetsTheFactAgainInOrder() {
        var thing = id();
        handler.failFor(thing, 2, new IllegalStateException("on demand"));
        var first = append(thing, 1);
        var second = append(thing, 2);

        await().until(() -> effects(thing) == 2);
        assertThat(order(thing)).containsExactly(first, second);
    }

    @Test
    void aFactThatIsAlwaysRefusedIsKeptAndTheNextOnesGoOn() {
        var poison = id();
        var next = id();
        handler.failFor(poison, 1000, new IllegalStateException("on demand"));
        var factId = append(poison, 1);
        append(next, 1);

        await().until(() -> effects(next) == 1);
        await().until(() -> failures(factId) == 1);
        assertThat(effects(poison)).isZero();
    }

    @Test
    void aFactIsNeverGivenUpWhileTheDatabaseIsAway() {
        var thing = id();
        // More often than the attempts a refused fact has.
        handler.failFor(thing, 6, new OutboxStoreException(new SQLException("gone", "08006")));
        var factId = append(thing, 1);

        await().until(() -> effects(thing) == 1);
        assertThat(failures(factId)).isZero();
    }

    @Test
    void aRecordThatIsNoFactIsKeptAndTheNextOnesGoOn() throws Exception {
        var key = id();
        try (var producer = kafka.factProducer()) {
            producer.send(new ProducerRecord<>("test.facts", key, "rubbish".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        await().until(() -> sql.first(
                                "select count(*) from inbox_failure where handler = '-' and convert_from(record, 'UTF8')::jsonb->>'key' = ?",
                                row -> row.getLong(1),
                                key)
                        .orElseThrow()
                == 1);
        append(key, 1);
        await().until(() -> effects(key) == 1);
    }

    @Test
    void recordsWithNulAreKeptAndTheNextOnesGoOn() throws Exception {
        var key = id();
        var row = new OutboxRow(
                1, Outbox.nextId(), "test.facts", key, "io.berth.thing.changed.v1", origin(), null, Instant.now(), "1");
        handler.failFor(key, 1000, new IllegalStateException("with \0 in it"));
        var state = new OutboxRow(
                1,
                Outbox.nextId(),
                "test.state",
                key,
                "io.test.state.v1",
                origin(),
                null,
                Instant.now(),
                "\"\\u0000\"");
        try (var producer = kafka.factProducer()) {
            producer.send(new ProducerRecord<>("test.facts", key, new byte[] {0, 1, 0}))
                    .get();
            producer.send(FactRecords.of(row, kafka.source())).get();
            producer.send(FactRecords.of(state, kafka.source())).get();
        }
        await().until(() -> failures(row.id()) == 1);
        await().until(() -> sql.first(
                                "select count(*) from inbox_failure where position(?::bytea in record) > 0 and handler = '-'",
                                row2 -> row2.getLong(1),
                                key.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                == 2);
        var after = id();
        append(after, 1);
        await().until(() -> effects(after) == 1);
    }

    private static String id() {
        return "thing_" + UUID.randomUUID();
    }

    private static ThingChanged change(String thing, int change) {
        return new ThingChanged(thing, change, Instant.EPOCH);
    }

    private static Origin origin() {
        return new Origin("acme", "corr", null, null);
    }

    private String append(String thing, int change) {
        return QuarkusTransaction.requiringNew().call(() -> outbox.append(change(thing, change), origin()));
    }

    private long effects(String thing) {
        return order(thing).size();
    }

    private List<String> order(String thing) {
        return sql.query("select fact from effect where subject = ? order by n", row -> row.getString(1), thing);
    }

    private long failures(String fact) {
        return sql.first("select count(*) from inbox_failure where fact = ?", row -> row.getLong(1), fact)
                .orElseThrow();
    }
}
