package io.berth.console.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks Kafka for the ids of topics: a topic that was made anew has another one. */
final class TopicIds {

    private static final long PATIENCE_SECONDS = 10;

    private TopicIds() {}

    static Map<String, String> of(Collection<String> topics, Map<String, Object> broker) {
        try (Admin admin = Admin.create(broker)) {
            Map<String, String> ids = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        } catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("cannot describe the topics", failure);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }
}
