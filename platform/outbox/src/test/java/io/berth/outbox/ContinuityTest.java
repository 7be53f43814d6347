package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<String, String> kafka = new MockConsumer<>("earliest");
    private double connections = 1;
    private Continuity continuity;

    @BeforeEach
    void assign() {
        kafka.assign(List.of(PARTITION));
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        continuity = new Continuity(kafka, Optional.of(new Metric() {
            @Override
            public MetricName metricName() {
                return new MetricName("connection-creation-total", "consumer-metrics", "", Map.of());
            }

            @Override
            public Object metricValue() {
                return connections;
            }
        }));
    }

    @Test
    void theClientCountsItsConnections() {
        try (var real = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1"), new StringDeserializer(), new StringDeserializer())) {
            assertThat(Continuity.connections(real))
                    .hasValueSatisfying(
                            metric -> assertThat(metric.metricValue()).isEqualTo(0.0));
        }
    }

    @Test
    void aReaderThatKnowsNothingTakesEverything() {
        continuity.begin(PARTITION, 0, Continuity.UNKNOWN);
        has(0, 100, 200);

        assertThat(offsets(poll())).containsExactly(0L, 1L);
    }

    @Test
    void aReaderGoesOnBehindTheRecordThatItKnows() {
        continuity.begin(PARTITION, 2, 200);
        has(1, 200, 300);

        assertThat(offsets(poll())).containsExactly(2L);
        continuity.took(PARTITION, record(2, 300));
        has(3, 400);
        assertThat(offsets(poll())).containsExactly(3L);
    }

    @Test
    void otherRecordsWhereItHasReadAreNoticed() {
        continuity.begin(PARTITION, 2, 200);
        has(1, 250, 300);

        assertThat(poll()).isEmpty();
    }

    @Test
    void aKnownRecordThatIsGoneIsNotBelieved() {
        continuity.begin(PARTITION, 2, 200);
        has(5, 300);

        assertThat(poll()).isEmpty();
    }

    @Test
    void aPartitionThatEndsBeforeIsNoticedThoughNothingComes() {
        continuity.begin(PARTITION, 5, 500);
        // The client's own choice, since the offset is out of range.
        kafka.seek(PARTITION, 0);

        assertThat(continuity.of(PARTITION, List.of())).isEmpty();
    }

    @Test
    void aPartitionThatEndsWhereTheLastRecordWasIsNoticedThoughNothingComes() {
        continuity.begin(PARTITION, 5, 500);
        kafka.updateEndOffsets(Map.of(PARTITION, 5L));
        assertThat(poll()).hasValueSatisfying(taken -> assertThat(taken).isEmpty());

        kafka.updateEndOffsets(Map.of(PARTITION, 4L));
        assertThat(poll()).isEmpty();
    }

    @Test
    void afterANewConnectionNothingOfThePollCountsAndTheLastRecordIsLookedAtAgain() {
        continuity.begin(PARTITION, 0, Continuity.UNKNOWN);
        has(0, 100, 200);
        assertThat(offsets(poll())).containsExactly(0L, 1L);
        continuity.took(PARTITION, record(1, 200));

        connections++;
        assertThat(continuity.holds()).isFalse();
        assertThat(kafka.position(PARTITION)).isEqualTo(1);
        assertThat(continuity.holds()).isTrue();

        has(1, 250, 300);
        assertThat(poll()).isEmpty();
    }

    @Test
    void aPositionFromBeforeTimesWereKeptIsBelieved() {
        continuity.begin(PARTITION, 2, Continuity.UNKNOWN);
        has(2, 300);

        assertThat(offsets(poll())).containsExactly(2L);
    }

    private void has(long first, long... times) {
        for (int i = 0; i < times.length; i++) {
            kafka.addRecord(record(first + i, times[i]));
        }
    }

    private Optional<List<ConsumerRecord<String, String>>> poll() {
        return continuity.of(PARTITION, kafka.poll(Duration.ZERO).records(PARTITION));
    }

    private static List<Long> offsets(Optional<List<ConsumerRecord<String, String>>> taken) {
        return taken.orElseThrow().stream().map(ConsumerRecord::offset).toList();
    }

    private static ConsumerRecord<String, String> record(long offset, long time) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                time,
                TimestampType.LOG_APPEND_TIME,
                1,
                1,
                "k",
                "v",
                new RecordHeaders(),
                Optional.empty());
    }
}
