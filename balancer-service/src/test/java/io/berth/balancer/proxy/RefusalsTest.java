package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final MovingClock clock = new MovingClock();
    private final Refusals refusals = new Refusals(clock);

    @Test
    void whatWasRefusedIsBarredForAWhile() {
        refusals.add("lis_1@1", "taken");

        assertThat(refusals.barring("lis_1@1"))
                .hasValueSatisfying(one -> assertThat(one.reason()).isEqualTo("taken"));
        clock.pass(37);
        assertThat(refusals.barring("lis_1@1")).isEmpty();
    }

    @Test
    void whatIsRefusedAgainAndAgainIsTriedLessAndLessOften() {
        for (int i = 0; i < 12; i++) {
            refusals.add("lis_1@1", "taken");
        }

        clock.pass(20 * 60);
        assertThat(refusals.barring("lis_1@1")).isPresent();
        clock.pass(17 * 60);
        assertThat(refusals.barring("lis_1@1")).isEmpty();
    }

    @Test
    void aClockThatIsSetBackBarsNothing() {
        refusals.add("lis_1@1", "taken");
        clock.pass(-60 * 60);

        assertThat(refusals.barring("lis_1@1")).isEmpty();
    }

    @Test
    void anotherWishIsTriedAtOnce() {
        refusals.add("lis_1@1", "taken");

        assertThat(refusals.barring("lis_1@2")).isEmpty();
        refusals.over("lis_1@1");
        assertThat(refusals.barring("lis_1@1")).isEmpty();
    }
}
