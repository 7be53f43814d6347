package io.berth.scaler.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.berth.scaler.fleet.Balancing;
import io.berth.scaler.fleet.InstanceStatus;
import java.time.Instant;
import java.util.Map;

/**
 * An instance as the API shows it.
 *
 * @param group the group's id
 * @param address on the template's first network, once it runs
 * @param isProtected scale-in leaves it alone
 * @param target the last word of the balancer about it
 * @param exitCode of its container, once it has ended
 */
record InstanceView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        String group,
        InstanceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        Instant inServiceAt,
        Instant terminatedAt,
        String host,
        String zone,
        int templateVersion,
        @JsonProperty("protected") boolean isProtected,
        String address,
        Integer port,
        String containerId,
        String containerName,
        Balancing target,
        Instant drainDeadline,
        Integer exitCode,
        @JsonIgnore long version) {

    static InstanceView of(Instance instance) {
        return new InstanceView(
                instance.id(),
                instance.name(),
                instance.project(),
                Map.of(),
                instance.groupId(),
                instance.status(),
                instance.statusReason(),
                instance.createdAt(),
                instance.updatedAt(),
                instance.inServiceAt(),
                instance.terminatedAt(),
                instance.host(),
                instance.zone(),
                instance.templateVersion(),
                instance.guarded(),
                instance.address(),
                instance.port(),
                instance.containerId(),
                instance.engineName(),
                instance.balancing(),
                instance.drainDeadline(),
                instance.exitCode(),
                instance.version());
    }
}
