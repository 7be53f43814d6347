package io.berth.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds the partitions of topics, each with the id of the topic it belongs to. Used by one thread. */
final class TopicDiscovery implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;

    TopicDiscovery(KafkaSettings kafka) {
        this.admin = kafka.admin();
    }

    /** Partitions of those topics that exist. */
    Map<TopicPartition, String> partitions(Set<String> topics) {
        Map<TopicPartition, String> found = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, answer) -> {
            try {
                add(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), found);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new KafkaException("cannot describe " + topic, e.getCause());
                }
            } catch (TimeoutException e) {
                throw new KafkaException("no answer about " + topic, e);
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        });
        return found;
    }

    /** Time of the newest record of each partition, by the broker's clock; -1 for one without records. */
    Map<TopicPartition, Long> latest(Set<TopicPartition> partitions) {
        var asked = admin.listOffsets(partitions.stream()
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.maxTimestamp())));
        try {
            return asked.all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, newest -> newest.getValue().timestamp()));
        } catch (ExecutionException e) {
            throw new KafkaException("cannot tell the newest records", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer about the newest records", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    boolean complete(Set<TopicPartition> found, Set<String> topics) {
        return found.stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toSet())
                .containsAll(topics);
    }

    private static void add(TopicDescription topic, Map<TopicPartition, String> found) {
        topic.partitions()
                .forEach(partition -> found.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        topic.topicId().toString()));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
