package io.berth.scaler.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.fleet.LaunchBackoff;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GroupProgressTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final GroupProgress progress = new GroupProgress("grp_1", "default");

    @Test
    void failuresOfOneRoundCountOnce() {
        assertThat(failed(NOW, NOW.plusSeconds(1))).isTrue();
        assertThat(failed(NOW, NOW.plusSeconds(2))).isFalse();
        assertThat(progress.launchFailures()).isEqualTo(1);
        assertThat(failed(NOW.plusSeconds(3), NOW.plusSeconds(4))).isTrue();
        assertThat(progress.launchNotBefore()).isEqualTo(NOW.plusSeconds(4).plus(LaunchBackoff.after(2)));
    }

    @Test
    void launchesBackOffAfterTheClockWasSetBackToo() {
        failed(NOW, NOW.plusSeconds(1));
        var back = NOW.minus(Duration.ofHours(1));

        assertThat(failed(back, back.plusSeconds(1))).isTrue();
        assertThat(progress.launchNotBefore()).isEqualTo(back.plusSeconds(1).plus(LaunchBackoff.after(2)));
        assertThat(failed(back.plusSeconds(5), back.plusSeconds(6))).isTrue();
        assertThat(progress.launchFailures()).isEqualTo(3);
    }

    private boolean failed(Instant began, Instant now) {
        return progress.launchFailed(began, "no image", now, LaunchBackoff::after);
    }
}
