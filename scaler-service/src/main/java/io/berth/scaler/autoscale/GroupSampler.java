package io.berth.scaler.autoscale;

import io.berth.outbox.MetricPublisher;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.lease.WriterLease;
import io.berth.web.Tenant;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tells each group's size every few seconds, for charts. */
@ApplicationScoped
class GroupSampler {
    private static final Logger LOG = Logger.getLogger(GroupSampler.class);
    private static final long EVERY_SECONDS = 5;

    private final GroupDesk groups;
    private final InstanceDesk instances;
    private final MetricPublisher metrics;
    private final WriterLease lease;
    private final Tenant tenant;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("group-samples").factory());

    GroupSampler(
            GroupDesk groups,
            InstanceDesk instances,
            MetricPublisher metrics,
            WriterLease lease,
            Tenant tenant,
            Clock clock) {
        this.groups = groups;
        this.instances = instances;
        this.metrics = metrics;
        this.lease = lease;
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * A group's size ({@code io.berth.group.sampled.v1}).
     *
     * @param pending launching or being checked
     * @param cpuPercent null: not measured yet, as memoryPercent is
     */
    record GroupSample(
            String group,
            String project,
            Instant at,
            long inService,
            long pending,
            int desired,
            Double cpuPercent,
            Double memoryPercent) {}

    void start(@Observes StartupEvent event) {
        var unused = timer.scheduleWithFixedDelay(this::round, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void round() {
        if (lease.epoch().isEmpty()) {
            return;
        }
        try {
            tenant.run(
                    Tenant.ROOT,
                    () -> groups.ids().forEach(id -> groups.find(id).ifPresent(this::publish)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "no group samples this time");
        }
    }

    private void publish(Frame group) {
        var live = instances.live(group.id());
        long inService = live.stream()
                .filter(row -> row.status() == InstanceStatus.IN_SERVICE)
                .count();
        long pending = live.stream()
                .filter(row -> row.status() == InstanceStatus.LAUNCHING || row.status() == InstanceStatus.CHECKING)
                .count();
        metrics.publish(
                "berth.metric",
                "io.berth.group.sampled.v1",
                group.id(),
                group.project(),
                new GroupSample(
                        group.id(), group.project(), clock.instant(), inService, pending, group.desired(), null, null));
    }
}
