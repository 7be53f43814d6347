package io.berth.scaler.activity;

import java.time.Instant;

/**
 * An activity as the API shows it.
 *
 * @param value the metric per instance, null without data
 * @param rule the formula with its numbers
 * @param from desired before, {@code to} desired after
 * @param at when it was decided first, {@code until} when last
 * @param times how often it was written down; decisions fall more often
 */
record ActivityView(
        String id,
        String group,
        String project,
        String kind,
        String policy,
        String metric,
        Double value,
        Double target,
        String rule,
        String verdict,
        String reason,
        int from,
        int to,
        String instance,
        Instant at,
        Instant until,
        long times) {}
