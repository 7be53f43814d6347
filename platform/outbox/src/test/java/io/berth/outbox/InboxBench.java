package io.berth.outbox;

import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints how fast facts have their effects: append, relay, Kafka, one transaction per effect. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@Tag("bench")
class InboxBench {

    @Inject
    Outbox outbox;

    @Inject
    Sql sql;

    @Test
    void hasEffects() {
        run(1_000);
        int count = 10_000;
        double seconds = run(count);
        System.out.printf(
                "bench outbox: append to effect: %,d facts in %.2f s, %,.0f/s%n", count, seconds, count / seconds);
    }

    private double run(int count) {
        var subject = "bench-" + UUID.randomUUID();
        long start = System.nanoTime();
        for (int done = 0; done < count; done += 100) {
            int from = done;
            QuarkusTransaction.requiringNew().run(() -> {
                for (int i = from; i < from + 100; i++) {
                    outbox.append(
                            new ThingChanged(subject + "-" + i % 50, i, Instant.EPOCH),
                            new Origin("acme", "corr", null, null));
                }
            });
        }
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sql.first(
                                        "select count(*) from effect where subject like ? || '-%'",
                                        row -> row.getLong(1), subject)
                                .orElseThrow()
                        == count);
        return (System.nanoTime() - start) / 1e9;
    }
}
