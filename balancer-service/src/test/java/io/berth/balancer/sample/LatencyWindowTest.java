package io.berth.balancer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;

class LatencyWindowTest {
    private final LatencyWindow window = new LatencyWindow();

    @Test
    void nothingIsNotZero() {
        assertThat(window.percentile(100, 95)).isNull();
    }

    @Test
    void percentilesAreWithinABucketOfTheTruth() {
        for (int ms = 1; ms <= 1000; ms++) {
            window.add(100, ms);
        }

        assertThat(window.percentile(100, 50)).isCloseTo(500, withPercentage(4));
        assertThat(window.percentile(100, 95)).isCloseTo(950, withPercentage(4));
        assertThat(window.percentile(100, 99)).isCloseTo(990, withPercentage(4));
    }

    @Test
    void smallValuesAreExact() {
        for (int ms = 0; ms < 10; ms++) {
            window.add(100, ms);
        }

        assertThat(window.percentile(100, 100)).isEqualTo(9.0);
        assertThat(window.percentile(100, 10)).isEqualTo(0.0);
    }

    @Test
    void whatIsOlderThanTheWindowDoesNotCount() {
        window.add(100, 900);
        window.add(109, 5);

        assertThat(window.percentile(109, 95)).isCloseTo(900, withPercentage(4));
        assertThat(window.percentile(110, 95)).isEqualTo(5.0);
        assertThat(window.percentile(120, 95)).isNull();
    }

    @Test
    void evenTheLongestLatencyHasABucket() {
        window.add(100, Integer.MAX_VALUE);

        assertThat(window.percentile(100, 95)).isCloseTo(Integer.MAX_VALUE, withPercentage(4));
    }
}
