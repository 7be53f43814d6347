package io.berth.cli.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which topics exist, how long they keep their records, and which user may write to them. Pure. */
final class TopicPlan {
    /**
     * A topic.
     *
     * @param writers users that may write; everyone of {@link #readers()} reads
     */
    record Topic(String name, int partitions, Map<String, String> settings, Set<String> writers) {}

    private static final String RETENTION = "retention.ms";
    private static final String TIMESTAMP = "message.timestamp.type";

    /** By the broker's clock: it decides how long records stay, and refuses none of a service whose clock is ahead. */
    private static final String BROKERS = "LogAppendTime";

    private static final List<String> FACTS = List.of("image", "network", "volume", "balancer", "scaler", "function");
    private static final List<String> SERVICES =
            List.of("image", "network", "volume", "balancer", "scaler", "function", "console");

    private TopicPlan() {}

    static List<Topic> topics() {
        var facts = FACTS.stream()
                .map(service -> new Topic("berth." + service, 6, kept(Duration.ofDays(7)), Set.of(service)));
        var others = Stream.of(
                new Topic("berth.pool-members", 1, compacted(), Set.of("scaler")),
                new Topic("berth.network-state", 1, compacted(), Set.of("network")),
                new Topic("berth.volume-state", 1, compacted(), Set.of("volume")),
                new Topic("berth.metric", 6, kept(Duration.ofHours(1)), Set.of("balancer", "scaler", "function")),
                new Topic(
                        "berth.usage",
                        6,
                        kept(Duration.ofDays(90)),
                        Set.of("scaler", "function", "volume", "balancer")));
        return Stream.concat(facts, others).toList();
    }

    /** Users that read every topic, each with consumer groups named after itself: the services, and one that only watches. */
    static Set<String> readers() {
        return Stream.concat(SERVICES.stream(), Stream.of("watch")).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> kept(Duration time) {
        // Segments roll often enough for the retention to be near the truth on quiet topics.
        var segment = Math.min(time.toMillis() / 4, Duration.ofDays(1).toMillis());
        return Map.of(
                "cleanup.policy",
                "delete",
                TIMESTAMP,
                BROKERS,
                RETENTION,
                String.valueOf(time.toMillis()),
                "segment.ms",
                String.valueOf(segment));
    }

    private static Map<String, String> compacted() {
        return Map.of(
                "cleanup.policy",
                "compact",
                TIMESTAMP,
                BROKERS,
                "segment.ms",
                String.valueOf(Duration.ofHours(1).toMillis()),
                "min.cleanable.dirty.ratio",
                "0.1",
                "delete.retention.ms",
                String.valueOf(Duration.ofDays(1).toMillis()));
    }
}
