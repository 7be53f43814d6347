package io.berth.outbox;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Clients made from the {@code kafka.*} configuration (address, SASL) and what each role needs on top. */
@ApplicationScoped
class KafkaSettings {

    /** Bytes of one request; just below what brokers take by default ({@code message.max.bytes}). */
    static final int MAX_REQUEST = 1024 * 1024;

    private final Map<String, Object> broker;
    private final String application;

    KafkaSettings(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.broker = broker;
        this.application = application;
    }

    /** CloudEvents source of this service. */
    URI source() {
        return URI.create("/berth/" + application);
    }

    String application() {
        return application;
    }

    /** Acknowledged by all replicas, no duplicates and no reordering by its own retries. */
    KafkaProducer<String, byte[]> factProducer() {
        return new KafkaProducer<>(
                with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG, application + "-outbox",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST),
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                        ProducerConfig.LINGER_MS_CONFIG, "0",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000",
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000")),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Small, batched, gives up early. */
    KafkaProducer<String, byte[]> metricProducer() {
        return new KafkaProducer<>(
                with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG, application + "-metrics",
                        ProducerConfig.ACKS_CONFIG, "1",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                        ProducerConfig.LINGER_MS_CONFIG, "20",
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "4194304",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "3000",
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000")),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Reads assigned partitions from positions kept in the database; never joins a group. */
    KafkaConsumer<String, byte[]> factConsumer() {
        return consumer("-inbox");
    }

    /** Reads a compacted topic of this service's own from its beginning. */
    KafkaConsumer<String, byte[]> stateConsumer() {
        return consumer("-states");
    }

    private KafkaConsumer<String, byte[]> consumer(String role) {
        return new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG, application + role,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "500",
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    Admin admin() {
        return Admin.create(with(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG, application + "-admin",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000")));
    }

    private Map<String, Object> with(Map<String, Object> role) {
        var settings = new HashMap<>(broker);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.putAll(role);
        return settings;
    }
}
