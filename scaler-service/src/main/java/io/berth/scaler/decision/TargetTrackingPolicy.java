package io.berth.scaler.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Keeps a metric per instance near a target: {@code recommended = ceil(instances × value / target)}.
 *
 * <p>The formula, the tolerance and the stabilisation window are those of the Kubernetes horizontal pod autoscaler
 * ("Algorithm details" and "Stabilization window" in its documentation), with one difference: the ratio that the tolerance
 * looks at is taken over the desired number, not over the running one. Instances that are still starting therefore count as
 * capacity that is on its way and are never asked for twice.
 *
 * @param id the policy's id
 * @param target wanted value per instance, above 0
 * @param tolerance share of the target within which nothing changes, 0.1 for ±10 %
 * @param scaleInWindow a scale-in goes no lower than the highest recommendation of this long
 */
public record TargetTrackingPolicy(String id, Metric metric, double target, double tolerance, Duration scaleInWindow) {

    /** A hair, so that 2.0000000001 instances are two. */
    private static final double ROUNDING = 1e-9;

    /** Beyond any group, and small enough for an int. */
    private static final double MOST = 1_000_000;

    /** What this policy recommended when. */
    public record Recommendation(Instant at, int instances) {}

    /**
     * All that a policy remembers from one evaluation to the next.
     *
     * @param from since when nothing is missing from it; null while nothing was ever remembered
     * @param recommendations of the last window
     */
    public record Window(Instant from, List<Recommendation> recommendations) {
        public Window {
            recommendations = List.copyOf(recommendations);
        }

        public static Window empty() {
            return new Window(null, List.of());
        }

        /** The clock has gone back: how long ago things were is not known. */
        private boolean endsAfter(Instant now) {
            return recommendations.stream().anyMatch(r -> r.at().isAfter(now));
        }

        private Window since(Instant oldest) {
            var kept = recommendations.stream()
                    .filter(r -> !r.at().isBefore(oldest))
                    .toList();
            return new Window(from == null || from.isAfter(oldest) ? from : oldest, kept);
        }

        /** After a restart, or data that were missing for a whole window, the memory begins here. */
        private Window with(Recommendation next) {
            var all = new ArrayList<>(recommendations);
            all.add(next);
            return new Window(recommendations.isEmpty() ? next.at() : from, all);
        }

        private int highest() {
            return recommendations.stream()
                    .mapToInt(Recommendation::instances)
                    .max()
                    .orElse(0);
        }
    }

    /** The memory to hand to the next evaluation, and the opinion of this one. */
    public record Evaluation(Window window, Opinion opinion) {}

    public Evaluation evaluate(Window before, Reading reading, int desired, Instant now) {
        var remembered = before.endsAfter(now) ? Window.empty() : before.since(now.minus(scaleInWindow));
        return switch (reading) {
            case Reading.Missing missing ->
                new Evaluation(
                        remembered,
                        opinion(
                                OptionalDouble.empty(),
                                Verdict.NO_DATA,
                                desired,
                                "none",
                                "no data: " + missing.reason()));
            case Reading.Measured measured -> measured(remembered, measured, desired, now);
        };
    }

    private Evaluation measured(Window remembered, Reading.Measured measured, int desired, Instant now) {
        int wanted = recommend(measured, desired);
        var window = remembered.with(new Recommendation(now, wanted));
        var value = OptionalDouble.of(measured.perInstance());
        var rule = rule(measured);
        if (wanted > desired) {
            return new Evaluation(window, opinion(value, Verdict.OUT, wanted, rule, says(measured, "above")));
        }
        if (wanted == desired) {
            return new Evaluation(
                    window, opinion(value, Verdict.HOLD, desired, rule, says(measured, "near enough to")));
        }
        int stable = Math.min(desired, window.highest());
        var obstacle = stable == desired
                ? Optional.of("%d were needed within the last %ds".formatted(desired, scaleInWindow.toSeconds()))
                : unknown(window, now);
        return new Evaluation(
                window,
                obstacle.map(but ->
                                opinion(value, Verdict.HOLD, desired, rule, says(measured, "below") + ", but " + but))
                        .orElseGet(() -> opinion(value, Verdict.IN, stable, rule, says(measured, "below"))));
    }

    /** What was needed before the memory began may have been more. */
    private Optional<String> unknown(Window window, Instant now) {
        var known = Duration.between(window.from(), now);
        return known.compareTo(scaleInWindow) >= 0
                ? Optional.empty()
                : Optional.of("only %ds of the last %ds are known since measuring began anew"
                        .formatted(known.toSeconds(), scaleInWindow.toSeconds()));
    }

    private int recommend(Reading.Measured measured, int desired) {
        if (desired > 0) {
            double ratio = measured.total() / (desired * target);
            if (Math.abs(ratio - 1) <= tolerance) {
                return desired;
            }
        }
        return (int) Math.ceil(Math.min(measured.total() / target, MOST) - ROUNDING);
    }

    private String rule(Reading.Measured measured) {
        return String.format(
                Locale.ROOT,
                "ceil(%d × %.2f / %.2f), ±%.0f %%",
                Math.max(1, measured.instances()),
                measured.perInstance(),
                target,
                tolerance * 100);
    }

    private String says(Reading.Measured measured, String how) {
        return String.format(
                Locale.ROOT,
                "%.1f %s over %d in service is %s the target %.1f",
                measured.perInstance(),
                metric.unit(),
                measured.instances(),
                how,
                target);
    }

    private Opinion opinion(OptionalDouble value, Verdict verdict, int recommended, String rule, String reason) {
        return new Opinion(id, metric, value, target, verdict, recommended, rule, reason);
    }
}
