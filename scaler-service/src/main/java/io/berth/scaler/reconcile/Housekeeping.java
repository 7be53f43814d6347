package io.berth.scaler.reconcile;

import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.scaler.ScalerConfig;
import io.berth.scaler.activity.ActivityLog;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.lease.WriterLease;
import io.berth.web.Tenant;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes containers that no instance stands for, and rows that are old enough. */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final long EVERY_SECONDS = 10;
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final Hosts hosts;
    private final Reachability reachability;
    private final InstanceDesk instances;
    private final ActivityLog activities;
    private final WriterLease lease;
    private final ScalerConfig config;
    private final Tenant tenant;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("housekeeping").factory());

    Housekeeping(
            Hosts hosts,
            Reachability reachability,
            InstanceDesk instances,
            ActivityLog activities,
            WriterLease lease,
            ScalerConfig config,
            Tenant tenant,
            Clock clock) {
        this.hosts = hosts;
        this.reachability = reachability;
        this.instances = instances;
        this.activities = activities;
        this.lease = lease;
        this.config = config;
        this.tenant = tenant;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var unused = timer.scheduleWithFixedDelay(
                () -> round(clock.instant()), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** @param now from which ages are counted */
    void round(Instant now) {
        if (lease.epoch().isEmpty()) {
            return;
        }
        try {
            hosts.all().forEach(host -> reap(host, now));
            tenant.run(Tenant.ROOT, () -> {
                instances.forgetTerminated(now.minus(config.keepTerminated()));
                activities.forget(now.minus(config.keepActivities()));
            });
        } catch (RuntimeException e) {
            LOG.warnf(e, "housekeeping failed, next round in %d s", EVERY_SECONDS);
        }
    }

    /** The engine is asked before the database, so that whatever is new on it has its row. */
    private void reap(Host host, Instant now) {
        try {
            var engine = hosts.engine(host.name());
            var present = reachability
                    .ask(host.name(), asked -> asked.containers(InstanceStarter.KIND))
                    .orElse(List.of());
            var known = new HashSet<>(tenant.call(Tenant.ROOT, instances::liveIds));
            var oldest = now.minus(config.reapGrace());
            present.stream()
                    .filter(container -> !known.contains(container.owner().id()))
                    .filter(container -> container.createdAt().isBefore(oldest))
                    .forEach(container -> remove(engine, container));
        } catch (EngineException e) {
            LOG.warnf("nothing reaped host=%s reason=\"%s\"", host.name(), e.getMessage());
        }
    }

    private static void remove(Engine engine, EngineContainer orphan) {
        engine.stop(orphan.id(), STOP_GRACE);
        engine.remove(orphan.id());
        LOG.infof(
                "orphan removed container=%s instance=%s",
                orphan.name(), orphan.owner().id());
    }
}
