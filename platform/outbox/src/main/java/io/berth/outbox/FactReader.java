package io.berth.outbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads facts from Kafka records: CloudEvents 1.0, binary content mode (Kafka protocol binding, section 3.2). The one
 * reader for those that keep effects ({@link FactHandler}) and those that keep history.
 */
public final class FactReader {

    /** RFC 3339 writes years with four digits; Java reads more than databases keep. */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private FactReader() {}

    /** The record is no fact of Berth's; the message says what it lacks. */
    public static final class NotAFactException extends Exception {
        private static final long serialVersionUID = 1L;

        NotAFactException(String reason, Exception cause) {
            super(reason, cause);
        }
    }

    /**
     * The fact in a record. Its data is a JSON null when the record has no value; its subject is the record's key when it
     * names none, and its time the record's.
     *
     * @param name the extension {@code name} of states, or null
     */
    public record Read(ReceivedFact fact, String name) {}

    /** @throws NotAFactException when the record is no CloudEvent, or lacks what each of Berth's has */
    public static Read read(ConsumerRecord<String, byte[]> record) throws NotAFactException {
        try {
            var event = KafkaMessageFactory.createReader(record).toEvent();
            var data = event.getData() == null ? null : event.getData().toBytes();
            var fact = new ReceivedFact(
                    event.getId(),
                    event.getType(),
                    event.getSubject() == null ? record.key() : event.getSubject(),
                    event.getSource().toString(),
                    time(event, record),
                    origin(event, record),
                    FactJson.parse(data));
            return new Read(fact, text(event, "name"));
        } catch (IOException e) {
            throw new NotAFactException("the value is not JSON", e);
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw new NotAFactException("not a CloudEvent of Berth's: " + e.getMessage(), e);
        }
    }

    private static Instant time(CloudEvent event, ConsumerRecord<?, ?> record) {
        var claimed = event.getTime();
        var time = claimed == null ? Instant.ofEpochMilli(record.timestamp()) : claimed.toInstant();
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new IllegalArgumentException("its time is out of range");
        }
        return time;
    }

    private static Origin origin(CloudEvent event, ConsumerRecord<?, ?> record) {
        var header = record.headers().lastHeader(FactRecords.TRACEPARENT);
        var traceparent =
                header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        return new Origin(
                Objects.requireNonNull(text(event, "project"), "it names no project"),
                Objects.requireNonNull(text(event, "correlationid"), "it names no correlation"),
                text(event, "causationid"),
                traceparent);
    }

    private static String text(CloudEvent event, String extension) {
        var value = event.getExtension(extension);
        return value == null ? null : value.toString();
    }
}
