package io.berth.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** A compacted topic as it is on Kafka now. Used by one thread. */
final class StateTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StateTopic.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TopicDiscovery discovery;
    private final KafkaConsumer<String, byte[]> consumer;

    StateTopic(KafkaSettings kafka) {
        this.discovery = new TopicDiscovery(kafka);
        this.consumer = kafka.stateConsumer();
    }

    /**
     * How long the topic is.
     *
     * @param incarnation the topic's id; another one means that it was made anew
     * @param ends offset of the next record, by partition
     * @param latest time of the newest record, by partition
     */
    record Extent(String incarnation, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> latest) {

        /** As text, which changes with every record that comes, when records are gone and when others are in their place. */
        String text() {
            return new TreeMap<>(ends.keySet().stream()
                            .collect(Collectors.toMap(
                                    TopicPartition::partition,
                                    partition -> ends.get(partition) + "@" + latest.get(partition))))
                    .toString();
        }
    }

    /** Of those topics that exist. */
    Map<String, Extent> extents(Set<String> topics) {
        var partitions = discovery.partitions(topics);
        var ends = consumer.endOffsets(partitions.keySet());
        var latest = discovery.latest(partitions.keySet());
        Map<String, Extent> found = new TreeMap<>();
        partitions.forEach((partition, incarnation) -> {
            var extent = found.computeIfAbsent(
                    partition.topic(), topic -> new Extent(incarnation, new HashMap<>(), new HashMap<>()));
            extent.ends().put(partition, ends.get(partition));
            extent.latest().put(partition, latest.get(partition));
        });
        return found;
    }

    /**
     * The last state of each key up to that extent; keys whose last record is a tombstone are absent.
     *
     * @throws KafkaException when Kafka gives nothing more of it for five seconds: it may be another topic by now
     */
    Map<String, ReceivedFact> read(Extent extent) {
        var partitions = extent.ends().keySet();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<String, ReceivedFact> last = new HashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached(extent)) {
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException("no more of the states came for " + PATIENCE.toSeconds() + " s");
            }
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            for (var record : records) {
                if (record.value() == null) {
                    last.remove(record.key());
                    continue;
                }
                try {
                    last.put(record.key(), FactReader.read(record).fact());
                } catch (FactReader.NotAFactException foreign) {
                    LOG.debugf("event=state-unreadable topic=%s offset=%d", record.topic(), record.offset());
                }
            }
        }
        return last;
    }

    private boolean reached(Extent extent) {
        return extent.ends().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        discovery.close();
        consumer.close();
    }
}
