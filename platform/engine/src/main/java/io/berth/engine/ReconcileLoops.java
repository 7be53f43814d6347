package io.berth.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A {@link ReconcileLoop} for each {@link Reconciler} bean of the service, from start to shutdown. They are woken by
 * committed {@link ReconcileRequest}s, by changes on the engines as far as a reconciler says that these concern it, and by
 * whoever calls {@link #wake}; the resync of each loop covers what all of these miss.
 */
@ApplicationScoped
public class ReconcileLoops {

    private final Iterable<Reconciler> reconcilers;
    private final ReconcileConfig config;
    private final EngineEvents events;
    private final MeterRegistry metrics;
    private volatile Map<String, Running> running = Map.of();

    @Inject
    ReconcileLoops(
            @Any Instance<Reconciler> reconcilers, ReconcileConfig config, EngineEvents events, MeterRegistry metrics) {
        this((Iterable<Reconciler>) reconcilers, config, events, metrics);
    }

    ReconcileLoops(
            Iterable<Reconciler> reconcilers, ReconcileConfig config, EngineEvents events, MeterRegistry metrics) {
        this.reconcilers = reconcilers;
        this.config = config;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * Compare that resource soon. Before the start it does nothing, because starting compares everything.
     *
     * @throws IllegalArgumentException when no reconciler is of that kind
     */
    public void wake(String kind, String id) {
        if (!running.isEmpty()) {
            of(kind).loop().wake(id);
        }
    }

    /** Compare every resource of that kind soon; otherwise as {@link #wake}. */
    public void wakeAll(String kind) {
        if (!running.isEmpty()) {
            of(kind).loop().wakeAll();
        }
    }

    // Reconcilers are asked for here and not in the constructor: they may reach, through others, those who wake them.
    void start(@Observes StartupEvent started) {
        var loops = new LinkedHashMap<String, Running>();
        for (Reconciler reconciler : reconcilers) {
            var loop = new ReconcileLoop(reconciler, config, metrics);
            if (loops.putIfAbsent(reconciler.kind(), new Running(reconciler, loop)) != null) {
                throw new IllegalStateException("two reconcilers of kind " + reconciler.kind());
            }
        }
        running = loops;
        loops.values().forEach(each -> each.loop().start());
        if (!loops.isEmpty()) {
            events.onChange(this::changed);
        }
    }

    /** All at once: the patience of one loop is the patience of all. */
    void stop(@Observes ShutdownEvent stopping) {
        try (var stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            running.values().forEach(each -> stoppers.execute(each.loop()::stop));
        }
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReconcileRequest request) {
        wake(request.kind(), request.id());
    }

    private void changed(EngineChange change) {
        for (Running each : running.values()) {
            switch (each.reconciler().concernOf(change)) {
                case Concern.Nothing nothing -> {}
                case Concern.Everything everything -> each.loop().wakeAll();
                case Concern.Only only -> each.loop().wake(only.id());
            }
        }
    }

    private Running of(String kind) {
        Running found = running.get(kind);
        if (found == null) {
            throw new IllegalArgumentException("no reconciler of kind " + kind);
        }
        return found;
    }

    private record Running(Reconciler reconciler, ReconcileLoop loop) {}
}
