package io.berth.scaler.group;

import io.berth.outbox.Origin;
import io.berth.scaler.fleet.TerminationRule;
import io.berth.web.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A group as those see it who run it.
 *
 * @param origin of the request or the decision that last changed what is wanted
 * @param launchOrigin of the next launch: the same, or the loss of an instance since
 * @param launchFailure why the last launch failed, until launches have settled
 * @param launchNotBefore end of the back-off after failed launches
 * @param scaledAt when desired last changed after the creation
 */
public record Frame(
        String id,
        String name,
        String project,
        ResourceStatus status,
        int min,
        int max,
        int desired,
        Optional<String> pool,
        List<String> zones,
        Template template,
        int templateVersion,
        Duration cooldown,
        Duration warmup,
        TerminationRule terminationRule,
        Duration healthGrace,
        Duration drainTimeout,
        Set<Process> suspended,
        int launchFailures,
        Optional<String> launchFailure,
        Optional<Instant> launchFailedAt,
        Optional<Instant> launchNotBefore,
        Optional<Instant> scaledAt,
        Origin origin,
        Origin launchOrigin) {

    public boolean runs(Process process) {
        return !suspended.contains(process);
    }

    static Frame of(ScalingGroup group, Template template, GroupProgress progress) {
        var spec = group.spec(template);
        return new Frame(
                group.id(),
                group.name(),
                group.project(),
                group.status(),
                spec.min(),
                spec.max(),
                spec.desired(),
                group.pool(),
                spec.zones(),
                template,
                group.templateVersion(),
                spec.cooldown(),
                spec.warmup(),
                spec.terminationPolicy(),
                spec.healthGrace(),
                spec.drainTimeout(),
                Set.copyOf(group.suspended()),
                progress.launchFailures(),
                Optional.ofNullable(progress.launchFailure()),
                Optional.ofNullable(progress.launchFailedAt()),
                Optional.ofNullable(progress.launchNotBefore()),
                Optional.ofNullable(progress.scaledAt()),
                group.origin(),
                progress.launchCause() == null ? group.origin() : group.origin().causedBy(progress.launchCause()));
    }
}
