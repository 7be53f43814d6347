package io.berth.scaler.group;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.fleet.TerminationRule;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A group as the API shows it.
 *
 * @param desired how many instances it should have
 * @param templateVersion of the template shown; instances may be of an earlier one
 * @param instances how many it has, by what they are doing
 */
record GroupView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        int min,
        int max,
        int desired,
        Counts instances,
        Template template,
        int templateVersion,
        String pool,
        List<String> zones,
        Duration cooldown,
        Duration warmup,
        TerminationRule terminationPolicy,
        Duration healthGrace,
        Duration drainTimeout,
        List<Process> suspended,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    /** @param pending launching or being checked */
    record Counts(int inService, int pending, int unhealthy, int draining) {
        static Counts of(Map<InstanceStatus, Integer> counts) {
            return new Counts(
                    counts.getOrDefault(InstanceStatus.IN_SERVICE, 0),
                    counts.getOrDefault(InstanceStatus.LAUNCHING, 0) + counts.getOrDefault(InstanceStatus.CHECKING, 0),
                    counts.getOrDefault(InstanceStatus.UNHEALTHY, 0),
                    counts.getOrDefault(InstanceStatus.DRAINING, 0));
        }
    }

    static GroupView of(ScalingGroup group, Template template, Map<InstanceStatus, Integer> counts) {
        var spec = group.spec(template);
        return new GroupView(
                group.id(),
                group.name(),
                group.project(),
                group.labels(),
                group.status(),
                group.statusReason(),
                group.createdAt(),
                group.updatedAt(),
                spec.min(),
                spec.max(),
                spec.desired(),
                Counts.of(counts),
                template,
                group.templateVersion(),
                spec.pool(),
                spec.zones(),
                spec.cooldown(),
                spec.warmup(),
                spec.terminationPolicy(),
                spec.healthGrace(),
                spec.drainTimeout(),
                group.suspended(),
                group.version(),
                group.failure());
    }
}
