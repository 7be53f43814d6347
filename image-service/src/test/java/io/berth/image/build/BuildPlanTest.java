package io.berth.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.build.BuildPlan.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildPlanTest {
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    private static Waiting waiting(String id, String project, int second) {
        return new Waiting(id, project, T.plusSeconds(second));
    }

    @Test
    void theOldestOfOneProjectIsNext() {
        var waiting = List.of(waiting("2", "a", 2), waiting("1", "a", 1), waiting("3", "a", 3));

        assertThat(BuildPlan.next(waiting, Map.of(), Map.of(), 2)).containsExactly("1", "2");
        assertThat(BuildPlan.next(waiting, Map.of(), Map.of(), 0)).isEmpty();
        assertThat(BuildPlan.next(waiting, Map.of(), Map.of(), 9)).hasSize(3);
    }

    @Test
    void aProjectWithNothingRunningComesBeforeOneWithMuch() {
        var waiting = List.of(waiting("1", "a", 1), waiting("2", "a", 2), waiting("9", "b", 9));

        assertThat(BuildPlan.next(waiting, Map.of("a", 1), Map.of(), 1)).containsExactly("9");
        assertThat(BuildPlan.next(waiting, Map.of(), Map.of(), 2)).containsExactly("1", "9");
    }

    @Test
    void oneFreePlaceGoesRoundTheProjectsHoweverManyWait() {
        var waiting = new ArrayList<Waiting>();
        for (int i = 0; i < 20; i++) {
            waiting.add(waiting("a" + i, "a", i));
        }
        waiting.add(waiting("b0", "b", 100));
        waiting.add(waiting("b1", "b", 101));
        var starts = new HashMap<String, Instant>();
        var order = new ArrayList<String>();
        for (int turn = 0; turn < 4; turn++) {
            var next = BuildPlan.next(waiting, Map.of(), starts, 1).getFirst();
            order.add(next);
            starts.put(next.substring(0, 1), T.plusSeconds(1000 + turn));
            waiting.removeIf(one -> one.id().equals(next));
        }

        assertThat(order).containsExactly("a0", "b0", "a1", "b1");
    }
}
