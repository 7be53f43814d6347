package io.berth.console.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A fact on Kafka: CloudEvents 1.0 Kafka Protocol Binding, binary content mode. */
final class FactMessage {

    /** The message is not a fact. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason);
        }

        Unreadable(String reason, Exception cause) {
            super(reason, cause);
        }
    }

    /** RFC 3339 writes years with four digits; Java reads more than PostgreSQL keeps. */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final String TOPIC_PREFIX = "berth.";

    private FactMessage() {}

    static Fact read(ConsumerRecord<String, byte[]> message, ObjectMapper json) throws Unreadable {
        return new Fact(
                0,
                required(message, "ce_id"),
                required(message, "ce_type"),
                required(message, "ce_source"),
                service(message.topic()),
                header(message, "ce_subject"),
                header(message, "ce_project"),
                header(message, "ce_correlationid"),
                header(message, "ce_causationid"),
                time(message),
                data(message, json),
                header(message, "traceparent"));
    }

    /** Only a service may write to its topic, so the topic says who spoke; the source is what the speaker claims. */
    private static String service(String topic) {
        return topic.startsWith(TOPIC_PREFIX) ? topic.substring(TOPIC_PREFIX.length()) : topic;
    }

    private static Instant time(ConsumerRecord<String, byte[]> message) throws Unreadable {
        String claimed = header(message, "ce_time");
        Instant time;
        try {
            time = claimed == null
                    ? Instant.ofEpochMilli(message.timestamp())
                    : OffsetDateTime.parse(claimed).toInstant();
        } catch (DateTimeParseException failure) {
            throw new Unreadable("ce_time is no RFC 3339 time", failure);
        }
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new Unreadable("ce_time is out of range");
        }
        return time;
    }

    private static JsonNode data(ConsumerRecord<String, byte[]> message, ObjectMapper json) throws Unreadable {
        if (message.value() == null) {
            return json.createObjectNode();
        }
        try {
            return json.readTree(message.value());
        } catch (IOException failure) {
            throw new Unreadable("the value is not JSON", failure);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> message, String name) throws Unreadable {
        String value = header(message, name);
        if (value == null || value.isBlank()) {
            throw new Unreadable(name + " is missing");
        }
        return value;
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
