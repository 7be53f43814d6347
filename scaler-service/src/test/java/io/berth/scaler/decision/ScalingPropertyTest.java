package io.berth.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.decision.TargetTrackingPolicy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A policy and its decision, second after second, against loads that jqwik makes up. */
class ScalingPropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(20);

    /** A group whose instances come into service at once. */
    private static final class Group {
        private final TargetTrackingPolicy policy;
        private final int min;
        private final int max;
        private Window window = Window.empty();
        private int desired;
        private Instant now = START;

        Group(double target, int min, int max) {
            this.policy = new TargetTrackingPolicy("p", Metric.REQUESTS_PER_TARGET, target, 0.1, WINDOW);
            this.min = min;
            this.max = max;
            this.desired = min;
        }

        Decision second(Reading reading) {
            now = now.plusSeconds(1);
            var evaluation = policy.evaluate(window, reading, desired, now);
            window = evaluation.window();
            var decision =
                    Decision.of(List.of(evaluation.opinion()), new Bounds(min, max, desired, Optional.empty(), 0), now);
            desired = decision.desired();
            return decision;
        }

        Reading load(double total) {
            return new Reading.Measured(total / Math.max(1, desired), desired);
        }
    }

    @Property
    void desiredStaysWithinItsBounds(
            @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 10_000) Double> loads,
            @ForAll @IntRange(min = 0, max = 5) int min,
            @ForAll @IntRange(min = 0, max = 20) int more) {
        var group = new Group(50, min, min + more);
        loads.forEach(load -> group.second(group.load(load)));

        assertThat(group.desired).isBetween(min, min + more);
    }

    @Property
    void underASteadyLoadItSettlesAndStays(
            @ForAll @DoubleRange(min = 0, max = 5_000) double load,
            @ForAll @DoubleRange(min = 0.5, max = 200) double target,
            @ForAll @IntRange(min = 1, max = 30) int began) {
        var group = new Group(target, 1, 20_000);
        group.desired = began;
        for (int i = 0; i <= WINDOW.toSeconds() + 2; i++) {
            group.second(group.load(load));
        }
        int settled = group.desired;
        for (int i = 0; i < 60; i++) {
            assertThat(group.second(group.load(load)).desired()).isEqualTo(settled);
        }
        // As many as needed, or as few as the tolerance allows.
        assertThat(load).isLessThanOrEqualTo(settled * target * 1.1 + 1e-6);
    }

    @Property
    void withoutDataItNeverChanges(
            @ForAll @IntRange(min = 1, max = 30) int began, @ForAll @IntRange(min = 1, max = 100) int seconds) {
        var group = new Group(50, 1, 30);
        group.desired = began;
        for (int i = 0; i < seconds; i++) {
            assertThat(group.second(new Reading.Missing("gone")).verdict()).isEqualTo(Verdict.NO_DATA);
        }
        assertThat(group.desired).isEqualTo(began);
    }

    @Property
    void aLoadThatFlickersDoesNotMakeItFlicker(
            @ForAll @DoubleRange(min = 0, max = 2_000) double low,
            @ForAll @DoubleRange(min = 0, max = 2_000) double high) {
        var group = new Group(50, 1, 1000);
        for (int i = 0; i < 40; i++) {
            group.second(group.load(i % 2 == 0 ? low : high));
        }
        int settled = group.desired;
        for (int i = 0; i < 40; i++) {
            group.second(group.load(i % 2 == 0 ? low : high));
            assertThat(group.desired).isEqualTo(settled);
        }
    }
}
