package io.berth.console.history;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says facts as the services do: CloudEvents in binary mode. */
@ApplicationScoped
class FactSource {

    private final Map<String, Object> broker;
    private KafkaProducer<String, byte[]> producer;

    FactSource(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    /** Says a fact of network-service and returns its id. */
    String say(String project, String type, String subject, String correlation, String cause) {
        String id = UUID.randomUUID().toString();
        say(id, project, type, subject, correlation, cause, "{\"name\":\"" + subject + "\"}");
        return id;
    }

    void say(String id, String project, String type, String subject, String correlation, String cause, String data) {
        send(fact(id, Instant.now().toString(), project, type, subject, correlation, cause, data));
    }

    /** Says a fact that claims to be of that time. */
    void sayAt(String time, String project, String type, String subject) {
        send(fact(UUID.randomUUID().toString(), time, project, type, subject, "c", null, "{}"));
    }

    private static ProducerRecord<String, byte[]> fact(
            String id,
            String time,
            String project,
            String type,
            String subject,
            String correlation,
            String cause,
            String data) {
        var message = new ProducerRecord<>("berth.network", subject, data.getBytes(StandardCharsets.UTF_8));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", id);
        header(message, "ce_type", type);
        header(message, "ce_source", "/berth/network-service");
        header(message, "ce_subject", subject);
        header(message, "ce_time", time);
        header(message, "ce_project", project);
        header(message, "ce_correlationid", correlation);
        header(message, "ce_causationid", cause);
        header(message, "traceparent", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");
        return message;
    }

    /** Something on the topic that is no fact. */
    void sayNonsense() {
        send(new ProducerRecord<>("berth.network", "x", "{".getBytes(StandardCharsets.UTF_8)));
    }

    private synchronized void send(ProducerRecord<String, byte[]> message) {
        if (producer == null) {
            producer = new KafkaProducer<>(new HashMap<>(broker), new StringSerializer(), new ByteArraySerializer());
        }
        try {
            producer.send(message).get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        if (value != null) {
            message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
