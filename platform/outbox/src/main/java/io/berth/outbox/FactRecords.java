package io.berth.outbox;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Facts as Kafka records: CloudEvents 1.0, binary content mode (Kafka protocol binding, section 3.2). Extensions:
 * project, correlationid, causationid, name, sequence. {@code traceparent} is also written under its own name, where
 * tracing tools look for it. {@link FactReader} is the way back.
 */
final class FactRecords {

    static final String TRACEPARENT = "traceparent";

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
}
