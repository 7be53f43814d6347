package io.berth.outbox;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How far a failed send reaches. */
enum SendFailure {
    /** Kafka will never take this record. */
    ROW,
    /** The topic is missing or not ours to write; somebody may mend that. */
    TOPIC,
    /** The broker is away. */
    BROKER;

    static SendFailure of(Throwable failure) {
        return switch (failure) {
            case RecordTooLargeException e -> ROW;
            case SerializationException e -> ROW;
            case InvalidTopicException e -> ROW;
            case TopicAuthorizationException e -> TOPIC;
            case UnknownTopicOrPartitionException e -> TOPIC;
            // The producer gave up waiting for a topic of which the broker says that there is none.
            case KafkaException e when e.getCause() instanceof UnknownTopicOrPartitionException -> TOPIC;
            case KafkaException e -> BROKER;
            default -> failure instanceof RuntimeException ? ROW : BROKER;
        };
    }
}
