package io.berth.scaler.group;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/**
 * A policy changed how many instances a group should have.
 *
 * @param verdict {@code OUT} or {@code IN}
 * @param value the metric per instance
 * @param rule the formula with its numbers
 */
@FactType(value = "io.berth.scaling.decided.v1", topic = "berth.scaler")
public record ScalingDecided(
        String group,
        String name,
        int from,
        int to,
        String verdict,
        String policy,
        String metric,
        Double value,
        Double target,
        String rule,
        String reason)
        implements DomainEvent {

    @Override
    public String subject() {
        return group;
    }
}
