package io.berth.outbox;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Facts as Kafka records: CloudEvents 1.0, binary content mode (Kafka protocol binding, section 3.2). Extensions:
 * project, correlationid, causationid, name, sequence. {@code traceparent} is also written under its own name, where
 * tracing tools look for it.
 */
final class FactRecords {

    private static final String TRACEPARENT = "traceparent";

    private FactRecords() {}

    static ProducerRecord<String, byte[]> of(OutboxRow row, URI source) {
        var event = CloudEventBuilder.v1()
                .withId(row.id())
                .withSource(source)
                .withType(row.type())
                .withSubject(row.key())
                .withTime(row.time().atOffset(ZoneOffset.UTC))
                .withExtension("project", row.origin().project())
                .withExtension("correlationid", row.origin().correlationId());
        if (row.seq() > 0) {
            event.withExtension("sequence", String.format("%019d", row.seq()));
        }
        if (row.origin().causationId() != null) {
            event.withExtension("causationid", row.origin().causationId());
        }
        if (row.name() != null) {
            event.withExtension("name", row.name());
        }
        if (row.data() != null) {
            event.withDataContentType("application/json").withData(row.data().getBytes(StandardCharsets.UTF_8));
        }
        ProducerRecord<String, byte[]> record =
                KafkaMessageFactory.<String>createWriter(row.topic(), row.key()).writeBinary(event.build());
        if (row.origin().traceparent() != null) {
            record.headers().add(TRACEPARENT, row.origin().traceparent().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    /** The fact in a record, and the extension {@code name} if there is one. */
    record Read(ReceivedFact fact, String name) {}

    /** Empty when the record is no CloudEvent of Berth's. */
    static Optional<Read> read(ConsumerRecord<String, byte[]> record) {
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
            return Optional.of(new Read(fact, text(event, "name")));
        } catch (CloudEventRWException | IllegalArgumentException | IOException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Instant time(CloudEvent event, ConsumerRecord<?, ?> record) {
        OffsetDateTime time = event.getTime();
        return time == null ? Instant.ofEpochMilli(record.timestamp()) : time.toInstant();
    }

    private static Origin origin(CloudEvent event, ConsumerRecord<?, ?> record) {
        var header = record.headers().lastHeader(TRACEPARENT);
        var traceparent = header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        return new Origin(
                text(event, "project"), text(event, "correlationid"), text(event, "causationid"), traceparent);
    }

    private static String text(CloudEvent event, String extension) {
        var value = event.getExtension(extension);
        return value == null ? null : value.toString();
    }
}
