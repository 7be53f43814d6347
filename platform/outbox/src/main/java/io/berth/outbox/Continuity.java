package io.berth.outbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether Kafka still has what was read from it. One whose volume was put back to an older copy writes other records at
 * offsets that were read already, and says nothing. So the last record that was taken is read once more at the start of a
 * reader and after each new connection, since nobody changes a volume under a running broker; it is known by its offset
 * and its time by the broker's clock. For one consumer and one thread.
 */
public final class Continuity {

    /** The time of the last record of a position that was saved without one: it is believed. */
    public static final long UNKNOWN = -1;

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, Footing> footings = new HashMap<>();
    private final Optional<Metric> connections;
    private double connected;

    /** What was taken of a partition. */
    private static final class Footing {
        private long next;
        private long lastTime;
        private boolean doubted;

        private Footing(long next, long lastTime) {
            this.next = next;
            this.lastTime = lastTime;
        }

        private boolean canBeChecked() {
            return next > 0 && lastTime != UNKNOWN;
        }

        /** Offset of what has to come next from Kafka. */
        private long expected() {
            return doubted ? next - 1 : next;
        }
    }

    public Continuity(KafkaConsumer<?, ?> consumer) {
        this(consumer, connections(consumer));
    }

    Continuity(Consumer<?, ?> consumer, Optional<Metric> connections) {
        this.consumer = consumer;
        this.connections = connections;
        this.connected = made();
    }

    /**
     * Reads on there.
     *
     * @param next offset of the first record that was not taken yet
     * @param lastTime of the record before it, or {@link #UNKNOWN}
     */
    public void begin(TopicPartition partition, long next, long lastTime) {
        var footing = new Footing(next, lastTime);
        footing.doubted = footing.canBeChecked();
        footings.put(partition, footing);
        seek(partition, footing);
    }

    /** Call it after each poll, before anything of it is taken: after a new connection nothing of it counts. */
    public boolean holds() {
        double now = made();
        if (now == connected) {
            return true;
        }
        connected = now;
        consumer.assignment().forEach(partition -> {
            var footing = footings.get(partition);
            footing.doubted = footing.canBeChecked();
            seek(partition, footing);
        });
        return false;
    }

    /**
     * @param batch what was polled of the partition
     * @return what of it is to be taken; nothing when Kafka went back, and the partition is to be read anew
     */
    public <K, V> Optional<List<ConsumerRecord<K, V>>> of(TopicPartition partition, List<ConsumerRecord<K, V>> batch) {
        var footing = footings.get(partition);
        if (batch.isEmpty()) {
            // The client itself goes back when its offset does not exist.
            // And the partition must not end where the last record should be.
            boolean before = consumer.position(partition) < footing.expected();
            boolean ended = footing.doubted && consumer.currentLag(partition).orElse(1) == 0;
            return before || ended ? Optional.empty() : Optional.of(batch);
        }
        var first = batch.getFirst();
        if (first.offset() < footing.expected()) {
            return Optional.empty();
        }
        if (!footing.doubted) {
            return Optional.of(batch);
        }
        if (first.offset() != footing.expected() || first.timestamp() != footing.lastTime) {
            return Optional.empty();
        }
        footing.doubted = false;
        return Optional.of(batch.subList(1, batch.size()));
    }

    /** The records up to this one are taken. */
    public void took(TopicPartition partition, ConsumerRecord<?, ?> last) {
        var footing = footings.get(partition);
        footing.next = last.offset() + 1;
        footing.lastTime = last.timestamp();
    }

    private void seek(TopicPartition partition, Footing footing) {
        if (footing.next == 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, footing.expected());
        }
    }

    private double made() {
        return connections.map(metric -> (Double) metric.metricValue()).orElse(0.0);
    }

    static Optional<Metric> connections(KafkaConsumer<?, ?> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("connection-creation-total")
                        && entry.getKey().group().equals("consumer-metrics"))
                .<Metric>map(Map.Entry::getValue)
                .findFirst();
    }
}
