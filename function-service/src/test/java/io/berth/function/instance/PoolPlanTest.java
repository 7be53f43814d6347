package io.berth.function.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.function.instance.PoolPlan.Sight;
import org.junit.jupiter.api.Test;

class PoolPlanTest {
    @Test
    void aPoolIsFilledUp() {
        assertThat(PoolPlan.starts(new Sight(2, 0, 0, 0, true, 100))).isEqualTo(2);
        assertThat(PoolPlan.starts(new Sight(2, 1, 1, 0, true, 100))).isZero();
    }

    @Test
    void itIsNotFilledUpWhileThatWouldDisturb() {
        assertThat(PoolPlan.starts(new Sight(2, 0, 0, 0, false, 100))).isZero();
    }

    @Test
    void whoeverWaitsGetsAnInstanceEvenThen() {
        assertThat(PoolPlan.starts(new Sight(2, 0, 0, 3, false, 100))).isEqualTo(3);
        assertThat(PoolPlan.starts(new Sight(2, 0, 2, 3, false, 100))).isEqualTo(1);
    }

    @Test
    void theHostIsNotOverfilled() {
        assertThat(PoolPlan.starts(new Sight(2, 0, 0, 30, true, 4))).isEqualTo(4);
        assertThat(PoolPlan.starts(new Sight(2, 0, 0, 30, true, -1))).isZero();
    }

    @Test
    void aPoolWithoutFunctionsEmptiesItself() {
        assertThat(PoolPlan.stops(new Sight(0, 2, 0, 0, true, 100))).isEqualTo(2);
        assertThat(PoolPlan.starts(new Sight(0, 2, 0, 0, true, 100))).isZero();
        assertThat(PoolPlan.stops(new Sight(2, 2, 0, 0, true, 100))).isZero();
    }
}
