package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDifferenceTest {

    @Test
    void whatIsOnTheTopicAsPublishedNeedsNothing() {
        var same = StateDifference.between(Map.of("a", "1", "b", "2"), Map.of("a", "1", "b", "2"));

        assertThat(same.lacking()).isEmpty();
        assertThat(same.orphaned()).isEmpty();
    }

    @Test
    void missingOlderAndNewerStatesAreLacking() {
        var difference = StateDifference.between(
                Map.of("older", "1", "newer", "9"), Map.of("missing", "5", "older", "5", "newer", "5"));

        assertThat(difference.lacking()).containsExactly("missing", "newer", "older");
        assertThat(difference.orphaned()).isEmpty();
    }

    @Test
    void keysThatTheOwnerDoesNotKnowAreOrphans() {
        var difference = StateDifference.between(Map.of("gone", "7"), Map.of());

        assertThat(difference.lacking()).isEmpty();
        assertThat(difference.orphaned()).containsExactly(Map.entry("gone", "7"));
    }
}
