package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Effects once, whatever is cut in between. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
class InboxComponentTest {

    private static final Logger LOG = Logger.getLogger(InboxComponentTest.class);

    private final String run = "run-" + UUID.randomUUID() + "-";

    @Inject
    Outbox outbox;

    @Inject
    Sql sql;

    @Inject
    FactTopics topics;

    @Inject
    Inbox inbox;

    @Inject
    InboxStore store;

    @Inject
    ProjectionStore projections;

    @Inject
    Positions positions;

    @Inject
    KafkaSettings kafka;

    @Inject
    OutboxConfig config;

    @Inject
    MeterRegistry meters;

    @Inject
    Event<ProjectionChanged> changed;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Inject
    @Readiness
    OutboxReadiness readiness;

    @Inject
    @Liveness
    OutboxLiveness liveness;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Test
    void whileAllDatabaseConnectionsAreCutAgainAndAgainEachFactHasItsEffectOnceAndInOrder() throws Exception {
        int facts = 400;
        var appended = new AtomicInteger();
        var cutter = Thread.ofPlatform().start(() -> {
            while (appended.get() < facts) {
                cutAllConnections();
                sleepABit();
            }
        });
        while (appended.get() < facts) {
            try {
                append(appended.get());
                appended.incrementAndGet();
            } catch (RuntimeException e) {
                // Appended again: had the commit happened all the same, there would be one fact more.
                LOG.debug("append failed", e);
            }
        }
        cutter.join();

        await().atMost(Duration.ofSeconds(60)).until(() -> distinctEffects() >= facts);
        assertThat(effects()).isEqualTo(distinctEffects());
    }

    @Test
    void twoReplicasOfAServiceHaveEachEffectOnce() throws Exception {
        var second = anotherConsumer();
        for (int i = 0; i < 300; i++) {
            append(i);
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> distinctEffects() == 300);
        await().during(Duration.ofSeconds(1)).until(() -> effects() == 300);
        second.stop(null);
    }

    @Test
    void aConsumerThatStartsAgainReadsOnWhereTheDatabaseIs() {
        append(1);
        await().until(() -> effects() == 1);
        await().untilAsserted(() -> assertThat(readSoFar()).isPositive());
        // As a database restored from before the fact: neither its effect nor its position is there.
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update("delete from fact_position where topic = 'test.facts'");
            forgetEffects();
        });

        var restarted = anotherConsumer();
        await().until(() -> effects() == 1);
        restarted.stop(null);
    }

    @Test
    void aConsumerReadsOnWhereADatabaseIsThatWentBackUnderIt() {
        append(1);
        await().until(() -> effects() == 1);
        await().untilAsserted(() -> assertThat(readSoFar()).isPositive());
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update("update fact_position set next_offset = next_offset - 1 where next_offset > 0");
            forgetEffects();
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> effects() == 1);
    }

    @Test
    void aFactThatFollowsLostOnesIsNotTakenBeforeThem() {
        for (int i = 0; i < 20; i++) {
            append(i);
        }
        await().until(() -> effects() == 20);
        await().untilAsserted(() -> assertThat(readSoFar()).isPositive());
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update("delete from fact_position where topic = 'test.facts'");
            forgetEffects();
        });
        for (int i = 20; i < 40; i++) {
            append(i);
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> effects() == 40);
        var overtaken = """
                select count(*) from effect later join effect earlier using (subject)
                where subject like ? and later.n > earlier.n and later.fact collate "C" < earlier.fact
                """;
        assertThat(count(overtaken)).isZero();
    }

    @Test
    void aConsumerThatStartsAgainReadsAnewWhenKafkaHasAnotherRecordWhereItWas() {
        append(1);
        await().until(() -> effects() == 1);
        // The position is written behind the effects.
        try (var topic = new Topic(bootstrap, "test.facts")) {
            await().until(() -> readSoFar() == topic.records().size());
        }
        // As a Kafka put back to an older copy, to which as many records came since as it lost: others, at the same
        // offsets.
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update(
                    "update fact_position set last_time = last_time - 1 where topic = 'test.facts' and last_time > 0");
            forgetEffects();
        });

        var restarted = anotherConsumer();
        await().until(() -> effects() == 1);
        restarted.stop(null);
    }

    @Test
    void aPositionBeyondTheEndIsPutBackThoughNothingComes() {
        var silent = new TopicPartition("test.silent", 0);
        var beyond = new Positions.Position("topic-1", 5, 500, 0, null, null, Instant.now());
        QuarkusTransaction.requiringNew().run(() -> positions.save(silent, beyond));

        new PartitionReader(topics, inbox, projections, positions, changed, Clock.systemUTC())
                .open(silent, "topic-1", 3);

        assertThat(positions.find(silent))
                .hasValueSatisfying(put -> assertThat(put.next()).isZero());
    }

    @Test
    void aLongUnsentFactMakesTheServiceDegradedButNotDown() {
        sql.update("""
                insert into outbox (id, topic, key, type, subject, project, correlationid, time, created, data)
                values (?, 'no.such.topic', 'k', 'io.berth.thing.changed.v1', 'k', 'acme', 'corr', now(),
                  now() - interval '5 minutes', '{}')""", run);
        try {
            await().until(() -> "degraded".equals(state(readiness.call())));
            assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(liveness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        } finally {
            sql.update("delete from outbox where topic = 'no.such.topic'");
        }
        await().until(() -> "ok".equals(state(readiness.call())));
    }

    private FactConsumer anotherConsumer() {
        var reader = new PartitionReader(topics, inbox, projections, positions, changed, Clock.systemUTC());
        var another = new FactConsumer(topics, reader, store, kafka, config, meters);
        another.start(null);
        return another;
    }

    private void forgetEffects() {
        sql.update("delete from inbox where fact in (select fact from effect where subject like ?)", run + "%");
        sql.update("delete from effect where subject like ?", run + "%");
    }

    private long readSoFar() {
        return sql.first("select sum(next_offset) from fact_position where topic = 'test.facts'", row -> row.getLong(1))
                .orElse(0L);
    }

    private static Object state(HealthCheckResponse response) {
        return response.getData().orElseThrow().get("state");
    }

    private void append(int change) {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(
                        new ThingChanged(run + change % 10, change, Instant.EPOCH),
                        new Origin("acme", "corr", null, null)));
    }

    private long effects() {
        return count("select count(*) from effect where subject like ?");
    }

    private long distinctEffects() {
        return count("select count(distinct fact) from effect where subject like ?");
    }

    private long count(String query) {
        return sql.first(query, row -> row.getLong(1), run + "%").orElseThrow();
    }

    private void cutAllConnections() {
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleepABit() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
