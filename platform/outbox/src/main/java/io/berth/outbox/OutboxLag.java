package io.berth.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far Kafka is behind this database. Looked up at most once a second. */
@ApplicationScoped
class OutboxLag {

    /**
     * @param unsent committed facts that Kafka has not acknowledged, counted up to 100,000
     * @param oldest age of the oldest of them, zero when there is none
     * @param parked facts that Kafka will never take, in outbox_failure
     */
    record Lag(long unsent, Duration oldest, long parked) {}

    private final Sql sql;
    private final Clock clock;
    private Lag last = new Lag(0, Duration.ZERO, 0);
    private Instant lookedAt = Instant.EPOCH;

    OutboxLag(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event, MeterRegistry meters) {
        Gauge.builder("berth.outbox.unsent", this, lag -> lag.measured(l -> l.unsent()))
                .register(meters);
        Gauge.builder(
                        "berth.outbox.oldest",
                        this,
                        lag -> lag.measured(l -> l.oldest().toMillis() / 1000.0))
                .baseUnit("seconds")
                .register(meters);
    }

    private interface Reading {
        double of(Lag lag);
    }

    private double measured(Reading reading) {
        try {
            return reading.of(now());
        } catch (OutboxStoreException e) {
            // Unknown is not zero.
            return Double.NaN;
        }
    }

    synchronized Lag now() {
        var now = clock.instant();
        if (lookedAt.plusSeconds(1).isBefore(now) || lookedAt.isAfter(now)) {
            last = sql.first(
                            """
                            select (select count(*) from (select 1 from outbox limit 100000) as unsent),
                              coalesce(extract(epoch from clock_timestamp() - (select created from outbox order by seq limit 1)), 0),
                              (select count(*) from outbox_failure)""",
                            row -> new Lag(
                                    row.getLong(1),
                                    Duration.ofMillis((long) (row.getDouble(2) * 1000)),
                                    row.getLong(3)))
                    .orElseThrow();
            lookedAt = now;
        }
        return last;
    }
}
