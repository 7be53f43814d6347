package io.berth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What really is on the suite's Kafka, read by the user {@code watch}, who may read everything and write nothing. */
final class Topics {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "berth.";

    /** The client tells each setting and each step. Held, because loggers are not. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.kafka");

    static {
        CLIENT.setLevel(Level.WARNING);
    }

    private Topics() {}

    /** Everything on every topic of the suite, from the beginning to what was the end at the call. */
    static List<Fact> readAll() {
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = own(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Fact> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> found.add(fact(record)));
            }
            return found;
        }
    }

    /** End of each partition of the suite's topics, by {@code <topic> <partition>}. */
    static Map<String, Long> ends() {
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = own(consumer);
            Map<String, Long> ends = new TreeMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> ends.put(partition.topic() + " " + partition.partition(), end));
            return ends;
        }
    }

    /** Ids of everything that is on Kafka now. */
    static Set<String> ids() {
        return readAll().stream().map(Fact::id).collect(Collectors.toSet());
    }

    private static List<TopicPartition> own(KafkaConsumer<?, ?> consumer) {
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(OWN))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = settings(watchersPassword());
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    static String watchersPassword() {
        return Commands.run(
                "docker", "exec", Engine.serviceContainer("kafka"), "cat", "/run/berth/secrets/watch.password");
    }

    /** Of a client that says it is {@code watch}. */
    static Map<String, Object> settings(String password) {
        return new HashMap<>(Map.of(
                "bootstrap.servers", "kafka:9092",
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"watch\" password=\""
                                + password + "\";"));
    }

    private static Fact fact(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Fact(
                record.topic(), record.partition(), record.offset(), record.key(), headers, json(record.value()));
    }

    private static JsonNode json(byte[] value) {
        try {
            return value == null ? null : JSON.readTree(value);
        } catch (IOException broken) {
            throw new AssertionError("not JSON: " + new String(value, StandardCharsets.UTF_8), broken);
        }
    }
}
