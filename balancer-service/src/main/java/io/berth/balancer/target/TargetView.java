package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.berth.balancer.pool.PoolSettings;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.util.Map;

/**
 * A target as the API shows it.
 *
 * @param pool name of its pool
 * @param instance the scaling group's instance it stands for, or null
 * @param provisioning what those who wait for its creation wait for; not part of the JSON
 */
public record TargetView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        @JsonProperty("status") TargetStatus health,
        String statusReason,
        String pool,
        String poolId,
        String address,
        int port,
        int weight,
        String zone,
        boolean backup,
        String group,
        String instance,
        Instant drainDeadline,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long version,
        @JsonIgnore ResourceStatus provisioning)
        implements ResourceView {

    static TargetView of(Target target, PoolSettings pool) {
        return new TargetView(
                target.id(),
                target.name(),
                target.project(),
                target.labels(),
                target.health(),
                target.statusReason(),
                pool.name(),
                pool.id(),
                target.address(),
                target.port(),
                target.weight(),
                target.zone(),
                target.backup(),
                target.groupId(),
                target.instance(),
                target.drainDeadline(),
                target.createdAt(),
                target.updatedAt(),
                target.version(),
                target.status());
    }

    @Override
    @JsonIgnore
    public ResourceStatus status() {
        return provisioning;
    }
}
