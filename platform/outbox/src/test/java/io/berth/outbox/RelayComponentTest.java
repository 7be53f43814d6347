package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayComponentTest {

    private static RelayRig rig;

    private final Map<String, Integer> turns = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        rig = new RelayRig();
    }

    @BeforeEach
    void begin() throws Exception {
        rig.begin();
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @Test
    void factsOfOneKeyArriveInTheOrderOfAppending() throws Exception {
        var appended = appendInTurns(20, 50);
        rig.startRelay("a");

        awaitAllIn(appended);
        assertThat(rig.unsent()).isZero();
    }

    @Test
    void aCommitWakesTheRelayAtOnce() {
        var relay = rig.startRelay("a");
        await().until(relay::leading);
        try (var topic = rig.topic()) {
            rig.append("warm", 0);
            await().until(() -> topic.ids().size() == 1);
            long before = System.nanoTime();
            rig.append("now", 1);
            await().pollInterval(Duration.ofMillis(2)).until(() -> topic.ids().size() == 2);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(190));
        }
    }

    @Test
    void whileTheBrokerIsDownCommitsGoOnAndNothingIsLostOrReordered() throws Exception {
        var relay = rig.startRelay("a");
        await().until(relay::leading);
        var appended = new ArrayList<>(appendInTurns(5, 20));
        rig.broker.stop();
        appended.addAll(appendInTurns(5, 20));
        // Longer than a send may take, so that sends in flight fail for good.
        long down = System.nanoTime();
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> System.nanoTime() - down > Duration.ofSeconds(13).toNanos());
        appended.addAll(appendInTurns(5, 20));
        assertThat(rig.unsent()).isGreaterThanOrEqualTo(200);
        rig.broker.start();

        awaitAllIn(appended);
    }

    @Test
    void aRelayKilledBetweenSendAndDeleteSendsAgainAndLosesNothing() throws Exception {
        var id = rig.append("k", 1);
        try (var blocker = rig.database.connect();
                var statement = blocker.createStatement();
                var topic = rig.topic()) {
            blocker.setAutoCommit(false);
            // The row can be read and sent, but not deleted.
            statement.execute("select * from outbox for update");
            rig.startRelay("a");
            await().until(() -> topic.ids().contains(id));
            rig.killRelayConnections();
            await().until(() -> topic.ids().size() > 1);
            blocker.rollback();

            rig.append("k", 2);
            await().until(() -> rig.unsent() == 0);
            await().until(() -> distinct(topic.records()).size() == 2);
            assertThat(topic.ids()).as("sent again").hasSizeGreaterThan(2);
            assertThat(changes(topic.records(), "k")).containsExactly(1, 2);
        }
    }

    @Test
    void twoRelaysWhoseConnectionsAreCutLoseNothingAndKeepTheOrder() throws Exception {
        rig.startRelay("a");
        rig.startRelay("b");
        var appended = new ArrayList<String>();
        for (int round = 0; round < 8; round++) {
            appended.addAll(appendInTurns(20, 20));
            rig.killRelayConnections();
        }

        awaitAllIn(appended);
    }

    @Test
    void onlyOneRelayLeadsAndTheOtherTakesOver() throws Exception {
        var first = rig.startRelay("a");
        await().until(first::leading);
        var second = rig.startRelay("b");
        await().during(Duration.ofSeconds(1)).until(() -> first.leading() && !second.leading());

        first.stop();
        await().until(second::leading);
        awaitAllIn(List.of(rig.append("k", 1)));
    }

    @Test
    void anEarlierNumberThatCommitsLaterIsStillSent() throws Exception {
        var relay = rig.startRelay("a");
        await().until(relay::leading);
        try (var slow = rig.database.connect()) {
            slow.setAutoCommit(false);
            var late = rig.row("late", 1);
            insert(slow, late);
            var early = rig.append("early", 1);
            awaitAllIn(List.of(early));
            slow.commit();
            awaitAllIn(List.of(early, late.id()));
        }
    }

    @Test
    void factsThatKafkaWillNeverTakeAreSetAsideAndTheRestGoesOn() throws Exception {
        rig.store().insert(rig.row(rig.topicName(), "large", "\"" + "ä".repeat(600_000) + "\""));
        rig.store().insert(rig.row("no topic, this", "k", "1"));
        var after = rig.append("large", 2);
        rig.startRelay("a");

        awaitAllIn(List.of(after));
        assertThat(rig.unsent()).isZero();
        assertThat(rig.database.number("select count(*) from outbox_failure where length(data::text) > 0"))
                .isEqualTo(2);
    }

    @Test
    void factsOfAMissingTopicWaitWhileTheOthersGoOn() throws Exception {
        rig.store().insert(rig.row("no.such.topic", "k", "1"));
        var other = rig.append("k", 1);
        rig.startRelay("a");

        awaitAllIn(List.of(other));
        await().until(() -> rig.unsent() == 1);
    }

    @Test
    void notificationsThatALookHasAnsweredWakeNobody() throws Exception {
        var address = new RelayConnection.Address(rig.database.url(), "postgres", "postgres", "test");
        try (var connection = RelayConnection.open(address)) {
            connection.listen();
            rig.append("k", 1);
            // The first look may meet the notification only while it reads.
            connection.unsent(10, Set.of());
            connection.unsent(10, Set.of());
            long before = System.nanoTime();
            connection.await(Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(250));
        }
    }

    private static void insert(java.sql.Connection connection, OutboxRow row) throws Exception {
        try (var statement = connection.prepareStatement("""
                insert into outbox (id, topic, key, type, subject, project, correlationid, time, data)
                values (?, ?, ?, ?, ?, 'acme', 'corr', now(), ?::jsonb)""")) {
            statement.setString(1, row.id());
            statement.setString(2, row.topic());
            statement.setString(3, row.key());
            statement.setString(4, row.type());
            statement.setString(5, row.key());
            statement.setString(6, row.data());
            statement.executeUpdate();
        }
    }

    /** Appends {@code changes} facts for each of {@code keys} keys, numbered on per key. */
    private List<String> appendInTurns(int keys, int changes) {
        var ids = new ArrayList<String>();
        for (int change = 0; change < changes; change++) {
            for (int key = 0; key < keys; key++) {
                ids.add(rig.append("k" + key, turns.merge("k" + key, 1, Integer::sum)));
            }
        }
        return ids;
    }

    /** Everything appended is on the topic and, duplicates aside, in order per key. */
    private void awaitAllIn(List<String> appended) {
        try (var topic = rig.topic()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> distinct(topic.records()).keySet().containsAll(appended));
            var keys = distinct(topic.records()).values().stream()
                    .map(ConsumerRecord::key)
                    .distinct()
                    .toList();
            for (var key : keys) {
                assertThat(changes(topic.records(), key)).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    /** First arrivals by id, which is what a consumer takes. */
    private static Map<String, ConsumerRecord<String, byte[]>> distinct(List<ConsumerRecord<String, byte[]>> records) {
        var first = new LinkedHashMap<String, ConsumerRecord<String, byte[]>>();
        records.forEach(record -> first.putIfAbsent(Topic.header(record.headers(), "ce_id"), record));
        return first;
    }

    private static List<Integer> changes(List<ConsumerRecord<String, byte[]>> records, String key) {
        return distinct(records).values().stream()
                .filter(record -> record.key().equals(key))
                .map(record -> Integer.valueOf(new String(record.value(), StandardCharsets.UTF_8)))
                .toList();
    }
}
