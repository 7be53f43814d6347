package io.berth.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicPlanTest {
    /** With the writer's clock, Kafka refuses records of a service that is an hour ahead. */
    @Test
    void everyTopicsRecordsAreStampedByTheBrokersClock() {
        assertThat(TopicPlan.topics())
                .isNotEmpty()
                .allSatisfy(
                        topic -> assertThat(topic.settings()).containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void topicsOfStatesHaveOneWriter() {
        assertThat(TopicPlan.topics())
                .filteredOn(topic -> "compact".equals(topic.settings().get("cleanup.policy")))
                .hasSize(3)
                .allSatisfy(topic -> assertThat(topic.writers()).hasSize(1));
    }
}
