package io.berth.scaler.reconcile;

import io.berth.engine.EngineChange;
import io.berth.engine.EngineEvents;
import io.berth.engine.ReconcileConfig;
import io.berth.engine.ReconcileLoop;
import io.berth.outbox.ProjectionChanged;
import io.berth.scaler.group.GroupTouched;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.web.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;

/** Starts the loop and tells it what happened: to rows, to networks, to containers. */
@ApplicationScoped
class GroupRunner {
    private final ReconcileLoop loop;
    private final GroupWaker waker;
    private final EngineEvents events;
    private final InstanceDesk instances;
    private final Tenant tenant;

    GroupRunner(
            GroupReconciler reconciler,
            ReconcileConfig config,
            Clock clock,
            MeterRegistry metrics,
            GroupWaker waker,
            EngineEvents events,
            InstanceDesk instances,
            Tenant tenant) {
        this.loop = new ReconcileLoop(reconciler, config, clock, metrics);
        this.waker = waker;
        this.events = events;
        this.instances = instances;
        this.tenant = tenant;
    }

    void start(@Observes StartupEvent event) {
        waker.wakes(loop::wake);
        events.onChange(this::changed);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    void touched(@Observes(during = TransactionPhase.AFTER_SUCCESS) GroupTouched group) {
        loop.wake(group.id());
    }

    void projected(@Observes ProjectionChanged change) {
        if (change.topic().equals(NetworkState.TOPIC)) {
            loop.wakeAll();
        }
    }

    private void changed(EngineChange change) {
        if (change.isResync()) {
            loop.wakeAll();
        } else if (change.kind().equals(InstanceStarter.KIND)) {
            tenant.call(Tenant.ROOT, () -> instances.groupOf(change.ownerId())).ifPresent(loop::wake);
        }
    }
}
