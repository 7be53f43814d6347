package io.berth.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.decision.TargetTrackingPolicy.Window;
import io.berth.test.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A policy and its decision, second after second, against made-up loads. */
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

    @Test
    void desiredStaysWithinItsBounds() {
        Chance.tries(chance -> {
            var loads = chance.list(60, () -> chance.between(0.0, 10_000.0));
            int min = chance.between(0, 5);
            int max = min + chance.between(0, 20);
            var group = new Group(50, min, max);
            loads.forEach(load -> group.second(group.load(load)));

            assertThat(group.desired).isBetween(min, max);
        });
    }

    @Test
    void underASteadyLoadItSettlesAndStays() {
        Chance.tries(chance -> {
            double load = chance.between(0.0, 5_000.0);
            double target = chance.between(0.5, 200.0);
            var group = new Group(target, 1, 20_000);
            group.desired = chance.between(1, 30);
            for (int i = 0; i <= WINDOW.toSeconds() + 2; i++) {
                group.second(group.load(load));
            }
            int settled = group.desired;
            for (int i = 0; i < 60; i++) {
                assertThat(group.second(group.load(load)).desired()).isEqualTo(settled);
            }
            // As many as needed, or as few as the tolerance allows.
            assertThat(load).isLessThanOrEqualTo(settled * target * 1.1 + 1e-6);
        });
    }

    @Test
    void withoutDataItNeverChanges() {
        Chance.tries(chance -> {
            int began = chance.between(1, 30);
            var group = new Group(50, 1, 30);
            group.desired = began;
            for (int i = chance.between(1, 100); i > 0; i--) {
                assertThat(group.second(new Reading.Missing("gone")).verdict()).isEqualTo(Verdict.NO_DATA);
            }
            assertThat(group.desired).isEqualTo(began);
        });
    }

    @Test
    void aLoadThatFlickersDoesNotMakeItFlicker() {
        Chance.tries(chance -> {
            double low = chance.between(0.0, 2_000.0);
            double high = chance.between(0.0, 2_000.0);
            var group = new Group(50, 1, 1000);
            for (int i = 0; i < 40; i++) {
                group.second(group.load(i % 2 == 0 ? low : high));
            }
            int settled = group.desired;
            for (int i = 0; i < 40; i++) {
                group.second(group.load(i % 2 == 0 ? low : high));
                assertThat(group.desired).isEqualTo(settled);
            }
        });
    }
}
