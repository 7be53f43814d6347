package io.berth.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints how fast facts leave and how late they arrive; PostgreSQL with fsync, one broker, all on this machine. */
@Tag("bench")
class RelayBench {

    private RelayRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new RelayRig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void drainsABacklogOfManyKeys() throws Exception {
        drain("backlog of 1,000 keys", 30_000, 1_000);
    }

    @Test
    void drainsABacklogOfOneKey() throws Exception {
        drain("backlog of 1 key", 3_000, 1);
    }

    @Test
    void carriesWhatEightWritersCommit() throws Exception {
        awaitWarm();
        var appended = new AtomicInteger();
        long start = System.nanoTime();
        long until = start + Duration.ofSeconds(10).toNanos();
        var writers = new ArrayList<Thread>();
        for (int writer = 0; writer < 8; writer++) {
            var name = "w" + writer + "-";
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; System.nanoTime() < until; i++) {
                    rig.append(name + i % 100, i);
                    appended.incrementAndGet();
                }
            }));
        }
        for (var writer : writers) {
            writer.join();
        }
        double writing = seconds(start);
        awaitDrained();
        print(
                "8 writers, one fact per transaction: %,d facts, committed %,.0f/s, on Kafka %,.0f/s",
                appended.get(), appended.get() / writing, appended.get() / seconds(start));
    }

    @Test
    void arrivesSoonAfterTheCommit() throws Exception {
        awaitWarm();
        int count = 1_000;
        Map<String, Long> committed = new ConcurrentHashMap<>();
        Map<String, Long> arrived = new ConcurrentHashMap<>();
        var reader = Thread.ofPlatform().start(() -> {
            try (var topic = rig.topic()) {
                int seen = 0;
                while (arrived.size() < count) {
                    var records = topic.records();
                    long now = System.nanoTime();
                    for (; seen < records.size(); seen++) {
                        if (records.get(seen).key().startsWith("lat-")) {
                            arrived.put(Topic.header(records.get(seen).headers(), "ce_id"), now);
                        }
                    }
                }
            }
        });
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var row = rig.row("lat-" + i % 50, i);
            rig.store().insert(row);
            committed.put(row.id(), System.nanoTime());
            next += Duration.ofMillis(10).toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
        }
        reader.join();
        long[] micros = committed.entrySet().stream()
                .mapToLong(entry -> (arrived.get(entry.getKey()) - entry.getValue()) / 1_000)
                .sorted()
                .toArray();
        print(
                "commit to consumer at 100/s: median %.1f ms, p99 %.1f ms, max %.1f ms",
                at(micros, 0.5), at(micros, 0.99), at(micros, 1));
    }

    private void drain(String what, int count, int keys) throws Exception {
        awaitWarm();
        rig.database.run("alter table outbox disable trigger outbox_wake");
        rig.database.run("""
                insert into outbox (id, topic, key, type, subject, project, correlationid, time, data)
                select 'b' || n, '%s', 'k' || n %% %d, 'io.berth.thing.changed.v1', 'k', 'acme', 'corr', now(), to_jsonb(n)
                from generate_series(1, %d) as n""".formatted(rig.topicName(), keys, count));
        long start = System.nanoTime();
        awaitDrained();
        print("%s: %,d facts in %.2f s, %,.0f/s", what, count, seconds(start), count / seconds(start));
    }

    private void awaitWarm() throws SQLException {
        rig.startRelay("bench");
        for (int i = 0; i < 2_000; i++) {
            rig.append("warm" + i % 100, i);
        }
        awaitDrained();
    }

    private void awaitDrained() throws SQLException {
        try (var connection = rig.database.connect();
                var statement = connection.prepareStatement("select exists (select 1 from outbox)")) {
            while (true) {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    if (!rows.getBoolean(1)) {
                        return;
                    }
                }
                LockSupport.parkNanos(2_000_000);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1_000.0;
    }

    private static void print(String format, Object... values) {
        System.out.println("bench outbox: " + String.format(format, values));
    }
}
