package io.berth.scaler.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.decision.TargetTrackingPolicy.Recommendation;
import io.berth.scaler.decision.TargetTrackingPolicy.Window;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Window FULL = new Window(NOW, List.of(new Recommendation(NOW, 3)));

    private final Memories memories = new Memories();

    @Test
    void aPolicyRemembersWhatItWasLeftWith() {
        memories.keep("pol_1", 7, FULL);

        assertThat(memories.of("pol_1", 7)).isEqualTo(FULL);
        assertThat(memories.of("pol_2", 7)).isEqualTo(Window.empty());
    }

    @Test
    void withATakeOverEveryMemoryBeginsAnew() {
        memories.keep("pol_1", 7, FULL);

        assertThat(memories.of("pol_1", 9)).isEqualTo(Window.empty());
    }

    @Test
    void deletedPoliciesAreForgotten() {
        memories.keep("pol_1", 7, FULL);
        memories.keep("pol_2", 7, FULL);

        memories.keepOnly(Set.of("pol_2", "pol_3"));

        assertThat(memories.size()).isEqualTo(1);
        assertThat(memories.of("pol_1", 7)).isEqualTo(Window.empty());
    }
}
