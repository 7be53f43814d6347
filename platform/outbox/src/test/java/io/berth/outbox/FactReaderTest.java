package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final Origin ORIGIN = new Origin("p", "request", "cause", "00-aa-bb-01");

    @Test
    void whatWasWrittenIsReadBack() throws Exception {
        var read = FactReader.read(arrived(said("{\"size\":3}")));

        assertThat(read.name()).isEqualTo("web");
        assertThat(read.fact().id()).isEqualTo("id-1");
        assertThat(read.fact().type()).isEqualTo("io.berth.thing.changed.v1");
        assertThat(read.fact().subject()).isEqualTo("thing_1");
        assertThat(read.fact().source()).isEqualTo("/berth/test");
        assertThat(read.fact().time()).isEqualTo(NOW);
        assertThat(read.fact().origin()).isEqualTo(ORIGIN);
        assertThat(read.fact().data().path("size").asInt()).isEqualTo(3);
    }

    @Test
    void aTombstoneHasNoData() throws Exception {
        assertThat(FactReader.read(arrived(said(null))).fact().data().isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_source", "ce_project", "ce_correlationid"})
    void aRecordThatLacksWhatEachFactHasIsNone(String header) {
        var record = said("{}");
        record.headers().remove(header);

        assertThatThrownBy(() -> FactReader.read(arrived(record))).isInstanceOf(FactReader.NotAFactException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "+999999999-01-01T00:00:00Z", "0000-01-01T00:00:00Z"})
    void aTimeThatNobodyKeepsIsRefused(String time) {
        var record = said("{}");
        record.headers().remove("ce_time").add("ce_time", time.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> FactReader.read(arrived(record))).isInstanceOf(FactReader.NotAFactException.class);
    }

    @Test
    void aValueThatIsNoJsonIsRefusedWithTheReason() {
        assertThatThrownBy(() -> FactReader.read(arrived(said("{"))))
                .isInstanceOf(FactReader.NotAFactException.class)
                .hasMessageContaining("not JSON");
    }

    private static ProducerRecord<String, byte[]> said(String data) {
        var row = new OutboxRow(
                1, "id-1", "berth.test", "thing_1", "io.berth.thing.changed.v1", ORIGIN, "web", NOW, data);
        return FactRecords.of(row, URI.create("/berth/test"));
    }

    private static ConsumerRecord<String, byte[]> arrived(ProducerRecord<String, byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                record.value() == null ? 0 : record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
