package io.berth.scaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaunchBackoffTest {
    @Test
    void pausesDoubleFromOneSecondToAMinute() {
        assertThat(IntStream.rangeClosed(0, 9).mapToObj(LaunchBackoff::after).map(pause -> pause.toSeconds()))
                .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }
}
