package io.berth.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What really arrived on Kafka, from the beginning of the topics, and whether its bytes match the schemas in
 * {@code contracts}. Not for several threads.
 */
public final class KafkaFacts implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Fact> seen = new ArrayList<>();

    /**
     * One record.
     *
     * @param data null for a tombstone
     * @param headers all of them, as text
     */
    public record Fact(String topic, String key, Map<String, String> headers, JsonNode data) {

        public String id() {
            return headers.get("ce_id");
        }

        public String type() {
            return headers.get("ce_type");
        }

        public String subject() {
            return headers.get("ce_subject");
        }

        public String project() {
            return headers.get("ce_project");
        }

        public String correlationId() {
            return headers.get("ce_correlationid");
        }

        /** Null for the first of a request. */
        public String causationId() {
            return headers.get("ce_causationid");
        }

        /** Null when the request had none. */
        public String traceparent() {
            return headers.get("traceparent");
        }
    }

    private KafkaFacts(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Reads the topics of the application under test ({@code kafka.bootstrap.servers}). */
    public static KafkaFacts of(String... topics) {
        var bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        var consumer = new KafkaConsumer<String, byte[]>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = Arrays.stream(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new KafkaFacts(consumer);
    }

    /** Everything up to now; in order per key, not between keys. */
    public List<Fact> all() {
        poll(Duration.ofMillis(200));
        return List.copyOf(seen);
    }

    /** The first fact of this type about this subject, waited for. */
    public Fact await(String type, String subject) {
        return await(type + " of " + subject, fact -> type.equals(fact.type()) && subject.equals(fact.subject()));
    }

    /** The first fact that matches, waited for up to 20 s. */
    public Fact await(String what, Predicate<Fact> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = seen.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " within " + PATIENCE + "; arrived: " + types());
            }
            poll(Duration.ofMillis(100));
        }
    }

    /** Types met so far. */
    public Set<String> types() {
        var types = new TreeSet<String>();
        seen.forEach(fact -> types.add(String.valueOf(fact.type())));
        return types;
    }

    /** Fails unless every record met so far is a CloudEvent whose data match {@code schemas/<type>.json}. */
    public void requireValid() {
        var wrong = seen.stream()
                .flatMap(fact -> violations(fact).stream().map(v -> fact.type() + " of " + fact.subject() + ": " + v))
                .toList();
        if (!wrong.isEmpty()) {
            throw new AssertionError("facts that break their contract:\n" + String.join("\n", wrong));
        }
    }

    private static List<String> violations(Fact fact) {
        var missing = new ArrayList<String>();
        for (var header : List.of("ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_project")) {
            if (fact.headers().get(header) == null) {
                missing.add("header " + header + " is missing");
            }
        }
        if (fact.data() != null && fact.type() != null) {
            schema(fact.type()).validate(fact.data()).forEach(message -> missing.add(message.getMessage()));
        }
        return missing;
    }

    private static JsonSchema schema(String type) {
        var path = "schemas/" + type + ".json";
        var loader = Thread.currentThread().getContextClassLoader();
        try (var stream = loader.getResourceAsStream(path)) {
            if (stream == null) {
                throw new AssertionError("contracts has no " + path);
            }
            // A schema's $id is its type, a relative reference; it needs something to be relative to.
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(SchemaLocation.of("https://berth.test/" + path), JSON.readTree(stream));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void poll(Duration time) {
        for (var record : consumer.poll(time)) {
            seen.add(fact(record));
        }
    }

    private static Fact fact(ConsumerRecord<String, byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            var data =
                    record.value() == null ? null : JSON.readTree(new String(record.value(), StandardCharsets.UTF_8));
            return new Fact(record.topic(), record.key(), headers, data);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON on " + record.topic() + " at " + record.offset(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
