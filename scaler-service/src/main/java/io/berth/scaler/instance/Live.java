package io.berth.scaler.instance;

import io.berth.scaler.fleet.Balancing;
import io.berth.scaler.fleet.Fate;
import io.berth.scaler.fleet.InstanceStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * An instance that is not terminated, as those see it who run its group.
 *
 * @param since when its status began
 * @param balancingReason what the balancer said with its last word, null for nothing
 * @param drainDeadline null unless it drains
 * @param inServiceAt when it first came into service
 */
public record Live(
        String id,
        String name,
        String group,
        String engineName,
        String host,
        String zone,
        int templateVersion,
        InstanceStatus status,
        String statusReason,
        Instant since,
        boolean guarded,
        Fate fate,
        Optional<String> containerId,
        Balancing balancing,
        String balancingReason,
        Instant drainDeadline,
        Optional<Instant> inServiceAt,
        Instant createdAt) {

    static Live of(Instance instance) {
        return new Live(
                instance.id(),
                instance.name(),
                instance.groupId(),
                instance.engineName(),
                instance.host(),
                instance.zone(),
                instance.templateVersion(),
                instance.status(),
                instance.statusReason(),
                instance.statusSince(),
                instance.guarded(),
                instance.fate(),
                Optional.ofNullable(instance.containerId()),
                instance.balancing(),
                instance.balancingReason(),
                instance.drainDeadline(),
                Optional.ofNullable(instance.inServiceAt()),
                instance.createdAt());
    }
}
