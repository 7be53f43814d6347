package io.berth.scaler.autoscale;

import io.berth.scaler.ScalerConfig;
import io.berth.scaler.group.FencedOffException;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.lease.WriterLease;
import io.berth.scaler.policy.PolicyService;
import io.berth.web.Tenant;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The second hand of scaling: every group that has policies, one after the other. */
@ApplicationScoped
class DecisionTimer {
    private static final Logger LOG = Logger.getLogger(DecisionTimer.class);

    private final Autoscaler autoscaler;
    private final PolicyService policies;
    private final GroupDesk groups;
    private final WriterLease lease;
    private final Tenant tenant;
    private final ScalerConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("decisions").factory());

    DecisionTimer(
            Autoscaler autoscaler,
            PolicyService policies,
            GroupDesk groups,
            WriterLease lease,
            Tenant tenant,
            ScalerConfig config) {
        this.autoscaler = autoscaler;
        this.policies = policies;
        this.groups = groups;
        this.lease = lease;
        this.tenant = tenant;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        long millis = config.decisionInterval().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::round, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void round() {
        var epoch = lease.epoch();
        if (epoch.isEmpty()) {
            return;
        }
        try {
            autoscaler.keepOnly(tenant.call(Tenant.ROOT, policies::ids));
            tenant.call(Tenant.ROOT, policies::groupsWithPolicies).forEach(id -> decide(id, epoch.getAsLong()));
        } catch (RuntimeException e) {
            LOG.warnf(e, "no decisions this time");
        }
    }

    private void decide(String id, long epoch) {
        try {
            tenant.call(Tenant.ROOT, () -> groups.find(id).map(Frame::project))
                    .ifPresent(project -> tenant.run(project, () -> autoscaler.decide(id, epoch)));
        } catch (FencedOffException fenced) {
            LOG.warnf("decision not recorded group=%s reason=\"%s\"", id, fenced.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf(e, "no decision group=%s", id);
        }
    }
}
