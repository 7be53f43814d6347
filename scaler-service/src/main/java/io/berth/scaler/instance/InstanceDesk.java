package io.berth.scaler.instance;

import io.berth.outbox.Outbox;
import io.berth.scaler.fleet.Balancing;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.web.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Instances for those who run their group. Each method is one transaction that locks the group, changes rows, appends the
 * fact and publishes the membership when that changed. A step that no longer fits the row's status does nothing, so that
 * each may be repeated. Writes name the writer's epoch, as {@link GroupDesk} says.
 */
@ApplicationScoped
public class InstanceDesk {
    private final InstanceRepository instances;
    private final GroupDesk groups;
    private final Outbox outbox;
    private final Clock clock;

    InstanceDesk(InstanceRepository instances, GroupDesk groups, Outbox outbox, Clock clock) {
        this.instances = instances;
        this.groups = groups;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public List<Live> live(String group) {
        return instances.live(group).stream().map(Live::of).toList();
    }

    @Transactional
    public List<String> liveIds() {
        return instances.liveIds();
    }

    /** Which group an instance belongs to, so that an engine's event can wake it. */
    @Transactional
    public Optional<String> groupOf(String instance) {
        return instances.findByIdOptional(instance).map(Instance::groupId);
    }

    @Transactional
    public long forgetTerminated(Instant before) {
        return instances.forgetTerminated(before);
    }

    /** Writes new instances down. */
    @Transactional
    public void launch(String group, long epoch, List<Placement.Site> sites) {
        groups.lock(group, epoch)
                .ifPresent(frame -> sites.forEach(
                        site -> instances.persist(new Instance(Ids.next("i"), frame, site, clock.instant()))));
    }

    /** Its container runs: from now on it is in the pool. */
    @Transactional
    public void running(Live instance, long epoch, String container, String address) {
        change(instance, epoch, InstanceStatus.LAUNCHING, (frame, row) -> {
            var port = frame.template().port();
            boolean pooled = frame.pool().isPresent() && port != null && address != null;
            row.running(container, address, port, pooled, clock.instant());
            row.causedBy(outbox.append(InstanceFact.Launched.of(row), row.origin()));
            publish(frame, row);
        });
    }

    /** It is healthy. */
    @Transactional
    public void serve(Live instance, long epoch) {
        change(instance, epoch, instance.status(), (frame, row) -> {
            row.serve(clock.instant());
            followBalancer(row);
            row.causedBy(outbox.append(InstanceFact.InService.of(row, clock.instant()), row.origin()));
        });
    }

    /** It is not healthy any more. */
    @Transactional
    public void suspect(Live instance, long epoch, String reason) {
        change(instance, epoch, InstanceStatus.IN_SERVICE, (frame, row) -> {
            row.moveTo(InstanceStatus.UNHEALTHY, reason, clock.instant());
            followBalancer(row);
            var fact = outbox.append(InstanceFact.Unhealthy.of(row), row.origin());
            row.causedBy(fact);
            groups.lostCapacity(frame.id(), fact);
        });
    }

    /**
     * It is to go, politely.
     *
     * @param unwanted because what is wanted of the group has changed: the fact follows from that change
     */
    @Transactional
    public void drain(Live instance, long epoch, String reason, boolean unwanted) {
        change(instance, epoch, instance.status(), (frame, row) -> {
            var now = clock.instant();
            if (unwanted) {
                row.causedBy(frame.origin());
            }
            row.drain(reason, row.published() ? now.plus(frame.drainTimeout()) : now, now);
            row.causedBy(outbox.append(InstanceFact.Terminating.of(row), row.origin()));
            publish(frame, row);
        });
    }

    /** Its container died by itself: out of the pool, and missing from the group. */
    @Transactional
    public void lost(Live instance, long epoch, String reason) {
        change(instance, epoch, instance.status(), (frame, row) -> {
            row.lost(reason, clock.instant());
            var fact = outbox.append(InstanceFact.Terminating.of(row), row.origin());
            row.causedBy(fact);
            groups.lostCapacity(frame.id(), fact);
            publish(frame, row);
        });
    }

    /** It is gone from the engine. */
    @Transactional
    public void terminated(Live instance, long epoch, String reason, Integer exitCode) {
        change(instance, epoch, InstanceStatus.DRAINING, (frame, row) -> {
            boolean published = row.published();
            if (row.balancing() == Balancing.DRAINED) {
                followBalancer(row);
            }
            row.terminated(reason, exitCode, clock.instant());
            row.causedBy(outbox.append(InstanceFact.Terminated.of(row, clock.instant()), row.origin()));
            if (published) {
                publish(frame, row);
            }
        });
    }

    /** It never got a running container. */
    @Transactional
    public void launchFailed(Live instance, long epoch, String reason) {
        change(instance, epoch, InstanceStatus.LAUNCHING, (frame, row) -> {
            row.terminated(reason, null, clock.instant());
            row.causedBy(outbox.append(InstanceFact.Terminated.of(row, clock.instant()), row.origin()));
        });
    }

    /** Says what it waits for. */
    @Transactional
    public void explain(Live instance, long epoch, String reason) {
        change(instance, epoch, instance.status(), (frame, row) -> row.explain(reason, clock.instant()));
    }

    /** The group is gone: the pool forgets it. Under the group's lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void unpublish(Frame group) {
        group.pool().ifPresent(pool -> outbox.publishState(PoolMembers.TOPIC, group.id(), pool, null, group.origin()));
    }

    private void change(Live instance, long epoch, InstanceStatus expected, BiConsumer<Frame, Instance> step) {
        groups.lock(instance.group(), epoch)
                .ifPresent(frame -> instances
                        .findByIdOptional(instance.id())
                        .filter(row -> row.status() == expected)
                        .ifPresent(row -> step.accept(frame, row)));
    }

    /** What happens to the instance now follows from the balancer's last word, where there was one. */
    private static void followBalancer(Instance row) {
        if (row.balancingFact() != null) {
            row.causedBy(row.balancingFact());
        }
    }

    private void publish(Frame group, Instance cause) {
        group.pool().ifPresent(pool -> {
            long generation = groups.nextMembership(group.id());
            var members = PoolMembers.of(group, pool, generation, instances.published(group.id()));
            outbox.publishState(PoolMembers.TOPIC, group.id(), pool, members, cause.origin());
        });
    }
}
