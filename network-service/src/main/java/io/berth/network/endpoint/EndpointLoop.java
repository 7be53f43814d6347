package io.berth.network.endpoint;

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
class EndpointLoop {
    private final ReconcileLoop loop;
    private final EngineEvents events;

    EndpointLoop(
            EndpointReconciler reconciler,
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

    void touched(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointTouched endpoint) {
        loop.wake(endpoint.id());
    }

    /** Endpoints are few, and a container's or network's change does not say which of them it touches. */
    private void changed(EngineChange change) {
        loop.wakeAll();
    }
}
