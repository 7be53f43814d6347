package io.berth.scaler.policy;

import io.berth.outbox.Origin;
import io.berth.scaler.decision.Metric;
import io.berth.scaler.decision.TargetTrackingPolicy;
import io.berth.web.Resource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A target-tracking policy of a group. Ready from the start: there is nothing to be made. */
@Entity
@Table(name = "scaling_policy")
class Policy extends Resource {
    /** The only type so far. */
    static final String TARGET_TRACKING = "TARGET_TRACKING";

    private String groupId;
    private String type;

    @Enumerated(EnumType.STRING)
    private Metric metric;

    private double target;
    private double tolerance;
    private long scaleInWindowMs;

    /** For Hibernate. */
    protected Policy() {}

    Policy(String id, String name, String groupId, PolicySpec spec, Origin origin, Instant now) {
        super(id, name, spec.labels(), origin, now);
        this.groupId = groupId;
        this.type = TARGET_TRACKING;
        take(spec);
        ready(now);
    }

    private void take(PolicySpec spec) {
        metric = Metric.valueOf(spec.metric());
        target = spec.target();
        tolerance = spec.tolerance();
        scaleInWindowMs = spec.scaleInWindow().toMillis();
    }

    void change(PolicySpec spec, Instant now) {
        take(spec);
        relabel(spec.labels(), now);
    }

    PolicySpec spec() {
        return new PolicySpec(
                name(), labels(), type, metric.name(), target, tolerance, Duration.ofMillis(scaleInWindowMs));
    }

    TargetTrackingPolicy tracking() {
        return new TargetTrackingPolicy(id(), metric, target, tolerance, Duration.ofMillis(scaleInWindowMs));
    }

    String groupId() {
        return groupId;
    }
}
