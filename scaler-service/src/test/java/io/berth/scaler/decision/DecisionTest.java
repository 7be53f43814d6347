package io.berth.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Bounds TWO_TO_SIX_AT_FOUR = new Bounds(2, 6, 4, Optional.empty(), 0);

    @Test
    void outIfAnyWants() {
        var decision = decide(opinion("quiet", Verdict.IN, 2), opinion("busy", Verdict.OUT, 5));

        assertThat(decision.verdict()).isEqualTo(Verdict.OUT);
        assertThat(decision.desired()).isEqualTo(5);
        assertThat(decision.deciding().policy()).isEqualTo("busy");
    }

    @Test
    void inOnlyIfAllWantAndNoFurtherThanTheMostCautious() {
        assertThat(decide(opinion("a", Verdict.IN, 2), opinion("b", Verdict.HOLD, 4))
                        .verdict())
                .isEqualTo(Verdict.HOLD);
        var all = decide(opinion("a", Verdict.IN, 2), opinion("b", Verdict.IN, 3));
        assertThat(all.verdict()).isEqualTo(Verdict.IN);
        assertThat(all.desired()).isEqualTo(3);
    }

    @Test
    void aPolicyWithoutDataForbidsScaleInButNotScaleOut() {
        assertThat(decide(opinion("a", Verdict.IN, 2), opinion("blind", Verdict.NO_DATA, 4))
                        .verdict())
                .isEqualTo(Verdict.NO_DATA);
        assertThat(decide(opinion("a", Verdict.OUT, 6), opinion("blind", Verdict.NO_DATA, 4))
                        .desired())
                .isEqualTo(6);
    }

    @Test
    void boundsHold() {
        var over = decide(opinion("a", Verdict.OUT, 9));
        assertThat(over.desired()).isEqualTo(6);
        var under = decide(opinion("a", Verdict.IN, 0));
        assertThat(under.desired()).isEqualTo(2);
        var full = Decision.of(List.of(opinion("a", Verdict.OUT, 9)), new Bounds(2, 6, 6, Optional.empty(), 0), NOW);
        assertThat(full.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(full.reason()).contains("9 would be right, max is 6");
    }

    @Test
    void scaleInWaitsForTheCooldownAndForWarmUp() {
        var wantsIn = List.of(opinion("a", Verdict.IN, 2));
        var cooling = new Bounds(2, 6, 4, Optional.of(NOW.plusSeconds(9)), 0);
        var warming = new Bounds(2, 6, 4, Optional.empty(), 1);

        assertThat(Decision.of(wantsIn, cooling, NOW).reason()).contains("cooling down for another 10s");
        assertThat(Decision.of(wantsIn, warming, NOW).reason()).contains("1 still warming up");
        assertThat(Decision.of(wantsIn, cooling, NOW.plusSeconds(9)).verdict()).isEqualTo(Verdict.IN);
    }

    private static Decision decide(Opinion... opinions) {
        return Decision.of(List.of(opinions), TWO_TO_SIX_AT_FOUR, NOW);
    }

    private static Opinion opinion(String policy, Verdict verdict, int recommended) {
        return new Opinion(
                policy, Metric.REQUESTS_PER_TARGET, OptionalDouble.of(1), 1, verdict, recommended, "rule", "because");
    }
}
