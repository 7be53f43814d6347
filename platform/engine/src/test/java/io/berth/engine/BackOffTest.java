package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void aPauseIsSpreadByAFifthEitherWay() {
        assertThat(pause(0.0, 1)).isEqualTo(Duration.ofMillis(800));
        assertThat(pause(0.5, 1)).isEqualTo(Duration.ofMillis(1000));
        assertThat(pause(0.999999, 1)).isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void manyFailuresDoNotOverflow() {
        assertThat(pause(0.5, Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    private static Duration pause(double random, int failures) {
        return new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), () -> random).after(failures);
    }
}
