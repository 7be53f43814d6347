package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StateTopicTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @Test
    void aTopicThatIsAsLongAsItWasButEndsWithAnotherRecordIsAnotherTopic() {
        assertThat(extent(7, 100))
                .isEqualTo(extent(7, 100))
                .isNotEqualTo(extent(7, 200))
                .isNotEqualTo(extent(8, 100));
    }

    private static String extent(long end, long latest) {
        return new StateTopic.Extent("id", Map.of(PARTITION, end), Map.of(PARTITION, latest)).text();
    }
}
