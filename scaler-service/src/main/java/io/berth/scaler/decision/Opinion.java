package io.berth.scaler.decision;

import java.util.OptionalDouble;

/**
 * What one policy wants, with its grounds.
 *
 * @param policy the policy's id
 * @param value the metric per instance, empty when there was no data
 * @param recommended number of instances; the current number when it holds or has no data
 * @param rule the formula with its numbers
 * @param reason one sentence for a person
 */
public record Opinion(
        String policy,
        Metric metric,
        OptionalDouble value,
        double target,
        Verdict verdict,
        int recommended,
        String rule,
        String reason) {}
