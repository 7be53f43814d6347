package io.berth.scaler.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A policy as the API shows it. */
record PolicyView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        String group,
        String type,
        String metric,
        double target,
        double tolerance,
        Duration scaleInWindow,
        @JsonIgnore long version)
        implements ResourceView {

    static PolicyView of(Policy policy) {
        var spec = policy.spec();
        return new PolicyView(
                policy.id(),
                policy.name(),
                policy.project(),
                policy.labels(),
                policy.status(),
                policy.statusReason(),
                policy.createdAt(),
                policy.updatedAt(),
                policy.groupId(),
                spec.type(),
                spec.metric(),
                spec.target(),
                spec.tolerance(),
                spec.scaleInWindow(),
                policy.version());
    }
}
