package io.berth.network.network;

import io.berth.engine.EngineChange;
import io.berth.engine.EngineEvents;
import io.berth.engine.ReconcileConfig;
import io.berth.engine.ReconcileLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;

/** Runs the reconciler: for each changed row, each change on the engine, and everything now and then. */
@ApplicationScoped
class NetworkLoop {
    private final ReconcileLoop loop;
    private final EngineEvents events;

    NetworkLoop(
            NetworkReconciler reconciler,
            ReconcileConfig config,
            EngineEvents events,
            Clock clock,
            MeterRegistry metrics) {
        this.loop = new ReconcileLoop(reconciler, config, clock, metrics);
        this.events = events;
    }

    void start(@Observes StartupEvent started) {
        loop.start();
        events.onChange(this::changed);
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.stop();
    }

    void touched(@Observes(during = TransactionPhase.AFTER_SUCCESS) NetworkTouched network) {
        loop.wake(network.id());
    }

    private void changed(EngineChange change) {
        if (change.isResync()) {
            loop.wakeAll();
        } else if (NetworkReconciler.KIND.equals(change.kind())) {
            loop.wake(change.ownerId());
        }
    }
}
