package io.berth.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Relay, inbox and telemetry of one service. */
@ConfigMapping(prefix = "berth.outbox")
public interface OutboxConfig {

    Relay relay();

    Inbox inbox();

    Metrics metrics();

    /** Sends committed facts to Kafka. */
    interface Relay {
        /** Off only where another process of the same database relays. */
        @WithDefault("true")
        boolean enabled();

        /** Rows read at once, and the most that are in flight. */
        @WithDefault("500")
        int batch();

        /** Looks for rows this often even when no notification came; also how often a stand-by asks for the lock. */
        @WithDefault("1s")
        Duration poll();

        /** Longest pause between attempts while Kafka or PostgreSQL is away. */
        @WithDefault("5s")
        Duration maxBackoff();

        /** Age of the oldest unsent fact from which the service reports itself degraded. */
        @WithDefault("1m")
        Duration degradedAfter();

        /**
         * Compacted topics that only this service writes to. They are compared with its states also when its database
         * knows of none, as after it was lost.
         */
        Optional<List<String>> states();

        /** Looks this often whether a compacted topic has what this service published. */
        @WithDefault("30s")
        Duration republish();
    }

    /** Takes facts from Kafka. */
    interface Inbox {
        @WithDefault("true")
        boolean enabled();

        /** Attempts before a fact that a handler refuses is recorded in inbox_failure and left behind. */
        @WithDefault("8")
        int attempts();

        /** First pause between attempts; doubles up to {@link #maxBackoff()}. */
        @WithDefault("50ms")
        Duration backoff();

        @WithDefault("5s")
        Duration maxBackoff();

        /** Fact ids are remembered this long; longer than the topics keep their records. */
        @WithDefault("8d")
        Duration remember();

        /** Looks for topics and partitions that have appeared since. */
        @WithDefault("30s")
        Duration discover();
    }

    /** Lossy telemetry. */
    interface Metrics {
        /** Samples waiting to be sent; more are dropped and counted. */
        @WithDefault("10000")
        int buffer();
    }
}
