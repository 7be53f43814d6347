package io.berth.scaler.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.decision.Metric;
import io.berth.scaler.decision.Reading;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolSamplesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> GROUP = Set.of("i_1", "i_2");

    private final PoolSamples samples = new PoolSamples(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void requestsPerTargetIsTheGroupsWholeLoadOverThoseInService() {
        for (int second = 0; second < 5; second++) {
            add(second, 40, 20);
        }
        assertThat(read(Metric.REQUESTS_PER_TARGET, 1)).isEqualTo(new Reading.Measured(60, 1));
        assertThat(read(Metric.REQUESTS_PER_TARGET, 2)).isEqualTo(new Reading.Measured(30, 2));
    }

    @Test
    void whileNoInstanceServesTheRequestsThatNobodyAnswersAreTheLoad() {
        for (int second = 0; second < 5; second++) {
            samples.add(new PoolSample("web", "default", NOW.minusSeconds(second), 120, null, List.of()));
        }
        assertThat(read(Metric.REQUESTS_PER_TARGET, 0)).isEqualTo(new Reading.Measured(120, 0));
        assertThat(read(Metric.INFLIGHT_PER_TARGET, 0)).isEqualTo(new Reading.Measured(1, 0));
    }

    @Test
    void targetsThatAreNotTheGroupsDoNotCount() {
        for (int second = 0; second < 3; second++) {
            samples.add(new PoolSample(
                    "web",
                    "default",
                    NOW.minusSeconds(second),
                    90,
                    null,
                    List.of(
                            new PoolSample.Target("i_1", 30, 1),
                            new PoolSample.Target(null, 50, 1),
                            new PoolSample.Target("i_foreign", 10, 1))));
        }
        assertThat(read(Metric.REQUESTS_PER_TARGET, 1)).isEqualTo(new Reading.Measured(30, 1));
    }

    @Test
    void fewOrOldSamplesAreNoMeasurement() {
        assertThat(read(Metric.REQUESTS_PER_TARGET, 1)).isInstanceOf(Reading.Missing.class);
        add(0, 1, 1);
        add(1, 1, 1);
        assertThat(read(Metric.REQUESTS_PER_TARGET, 1))
                .isEqualTo(new Reading.Missing("2 of at least 3 samples of pool web"));
    }

    @Test
    void whoHasBeenSilentForFiveSecondsMeasuresNoMore() {
        for (int second = 5; second < 9; second++) {
            add(second, 40, 20);
        }
        assertThat(read(Metric.REQUESTS_PER_TARGET, 1)).isInstanceOf(Reading.Measured.class);

        var later = new PoolSamples(Clock.fixed(NOW, ZoneOffset.UTC));
        for (int second = 6; second < 10; second++) {
            later.add(sample(second, 40, 20));
        }
        assertThat(later.read(Metric.REQUESTS_PER_TARGET, "default", "web", GROUP, 1))
                .isEqualTo(new Reading.Missing("the last sample of pool web is 6 s old"));
    }

    @Test
    void whatWasMeasuredBeforeTheClockWasSetBackIsNoMeasurementOfNow() {
        for (int second = 0; second < 5; second++) {
            add(second - 3600, 400, 200);
        }
        for (int second = 0; second < 5; second++) {
            add(second, 40, 20);
        }
        assertThat(read(Metric.REQUESTS_PER_TARGET, 2)).isEqualTo(new Reading.Measured(30, 2));
    }

    @Test
    void anotherProjectsPoolOfTheSameNameIsAnotherPool() {
        for (int second = 0; second < 5; second++) {
            add(second, 40, 20);
        }
        assertThat(samples.read(Metric.REQUESTS_PER_TARGET, "other", "web", GROUP, 1))
                .isInstanceOf(Reading.Missing.class);
        assertThat(samples.inflight("other", "web")).isEmpty();
        assertThat(samples.inflight("default", "web")).containsEntry("i_1", 2);
    }

    @Test
    void latencyWithoutRequestsIsMissing() {
        for (int second = 0; second < 5; second++) {
            add(second, 0, 0);
        }
        assertThat(read(Metric.LATENCY_P95, 1)).isInstanceOf(Reading.Missing.class);
    }

    private void add(int age, double first, double second) {
        samples.add(sample(age, first, second));
    }

    private static PoolSample sample(int age, double first, double second) {
        return new PoolSample(
                "web",
                "default",
                NOW.minusSeconds(age),
                first + second,
                null,
                List.of(new PoolSample.Target("i_1", first, 2), new PoolSample.Target("i_2", second, 1)));
    }

    private Reading read(Metric metric, int inService) {
        return samples.read(metric, "default", "web", GROUP, inService);
    }
}
