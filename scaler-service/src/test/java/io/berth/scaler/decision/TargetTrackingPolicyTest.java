package io.berth.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.decision.TargetTrackingPolicy.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetTrackingPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TargetTrackingPolicy FIFTY =
            new TargetTrackingPolicy("pol_1", Metric.REQUESTS_PER_TARGET, 50, 0.1, Duration.ofSeconds(60));

    @Test
    void itAsksForAsManyAsTheWholeLoadNeeds() {
        var opinion = ask(Window.empty(), load(240, 2), 2, NOW).opinion();

        assertThat(opinion.verdict()).isEqualTo(Verdict.OUT);
        assertThat(opinion.recommended()).isEqualTo(5);
        assertThat(opinion.value()).hasValue(120);
        assertThat(opinion.rule()).isEqualTo("ceil(2 × 120.00 / 50.00), ±10 %");
        assertThat(opinion.reason()).contains("120.0 requests/s per target over 2 in service is above the target 50.0");
    }

    @Test
    void instancesThatAreStillStartingAreNotAskedForTwice() {
        var opinion = ask(Window.empty(), load(240, 2), 5, NOW).opinion();

        assertThat(opinion.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(opinion.recommended()).isEqualTo(5);
    }

    @Test
    void withinTheToleranceNothingChanges() {
        assertThat(ask(Window.empty(), load(109, 2), 2, NOW).opinion().verdict())
                .isEqualTo(Verdict.HOLD);
        assertThat(ask(Window.empty(), load(111, 2), 2, NOW).opinion().verdict())
                .isEqualTo(Verdict.OUT);
    }

    @Test
    void missingIsNotZero() {
        var opinion = ask(Window.empty(), new Reading.Missing("nobody sampled"), 4, NOW)
                .opinion();

        assertThat(opinion.verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(opinion.recommended()).isEqualTo(4);
        assertThat(opinion.value()).isEmpty();
        assertThat(opinion.reason()).isEqualTo("no data: nobody sampled");
    }

    @Test
    void aScaleInWaitsUntilTheHighestRecommendationOfTheWindowHasPassed() {
        var busy = ask(Window.empty(), load(300, 6), 6, NOW);
        var quiet = ask(busy.window(), load(60, 6), 6, NOW.plusSeconds(30));
        var later = ask(quiet.window(), load(60, 6), 6, NOW.plusSeconds(61));

        assertThat(quiet.opinion().verdict()).isEqualTo(Verdict.HOLD);
        assertThat(quiet.opinion().reason()).contains("but 6 were needed within the last 60s");
        assertThat(later.opinion().verdict()).isEqualTo(Verdict.IN);
        assertThat(later.opinion().recommended()).isEqualTo(2);
    }

    @Test
    void withoutAMemoryAFullWindowPassesBeforeAScaleInAndItSaysSo() {
        var first = ask(Window.empty(), load(60, 6), 6, NOW);
        var almost = ask(first.window(), load(60, 6), 6, NOW.plusSeconds(59));
        var full = ask(almost.window(), load(60, 6), 6, NOW.plusSeconds(60));

        assertThat(first.opinion().verdict()).isEqualTo(Verdict.HOLD);
        assertThat(almost.opinion().verdict()).isEqualTo(Verdict.HOLD);
        assertThat(almost.opinion().reason())
                .endsWith("but only 59s of the last 60s are known since measuring began anew");
        assertThat(full.opinion().verdict()).isEqualTo(Verdict.IN);
    }

    @Test
    void dataThatWereMissingForAWholeWindowLeaveNoMemory() {
        var before = ask(Window.empty(), load(60, 6), 6, NOW);
        var gap = ask(before.window(), new Reading.Missing("nobody sampled"), 6, NOW.plusSeconds(100));
        var after = ask(gap.window(), load(60, 6), 6, NOW.plusSeconds(101));

        assertThat(after.opinion().verdict()).isEqualTo(Verdict.HOLD);
        assertThat(after.opinion().reason()).contains("only 0s of the last 60s are known");
    }

    @Test
    void aWindowThatWasMadeLongerIsFilledFirst() {
        var window = Window.empty();
        for (int second = 0; second < 100; second++) {
            window = ask(window, load(60, 6), 6, NOW.plusSeconds(second)).window();
        }
        var longer = new TargetTrackingPolicy("pol_1", Metric.REQUESTS_PER_TARGET, 50, 0.1, Duration.ofSeconds(300));

        var opinion =
                longer.evaluate(window, load(60, 6), 6, NOW.plusSeconds(100)).opinion();

        assertThat(opinion.verdict()).isEqualTo(Verdict.HOLD);
        assertThat(opinion.reason()).contains("only 61s of the last 300s are known");
    }

    @Test
    void whatWasRememberedOfATimeYetToComeIsForgotten() {
        var ahead = ask(Window.empty(), load(600, 6), 6, NOW.plusSeconds(3600));
        var first = ask(ahead.window(), load(60, 6), 6, NOW);
        var later = ask(first.window(), load(60, 6), 6, NOW.plusSeconds(60));

        assertThat(first.opinion().reason()).contains("only 0s of the last 60s are known");
        assertThat(later.opinion().verdict()).isEqualTo(Verdict.IN);
    }

    @Test
    void aScaleOutWaitsForNothing() {
        var quiet = ask(Window.empty(), load(60, 6), 6, NOW);
        var burst = ask(quiet.window(), load(600, 6), 6, NOW.plusSeconds(1));

        assertThat(burst.opinion().verdict()).isEqualTo(Verdict.OUT);
        assertThat(burst.opinion().recommended()).isEqualTo(12);
    }

    @Test
    void loadOnAnEmptyGroupWakesIt() {
        var opinion = ask(Window.empty(), new Reading.Measured(70, 0), 0, NOW).opinion();

        assertThat(opinion.verdict()).isEqualTo(Verdict.OUT);
        assertThat(opinion.recommended()).isEqualTo(2);
    }

    private static Reading load(double total, int instances) {
        return new Reading.Measured(total / instances, instances);
    }

    private static TargetTrackingPolicy.Evaluation ask(Window window, Reading reading, int desired, Instant now) {
        return FIFTY.evaluate(window, reading, desired, now);
    }
}
