package io.berth.engine.host;

import io.berth.engine.EngineChange;
import io.berth.engine.EngineEvents;
import io.berth.engine.Hosts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Watches every host once somebody listens. */
@ApplicationScoped
class HostEvents implements EngineEvents {

    private final Hosts hosts;
    private final MeterRegistry metrics;
    private final List<Consumer<EngineChange>> listeners = new CopyOnWriteArrayList<>();
    private List<HostWatch> watches = List.of();

    HostEvents(Hosts hosts, MeterRegistry metrics) {
        this.hosts = hosts;
        this.metrics = metrics;
    }

    @Override
    public synchronized void onChange(Consumer<EngineChange> listener) {
        listeners.add(listener);
        if (watches.isEmpty()) {
            watches = hosts.all().stream()
                    .map(host -> new HostWatch(host.name(), hosts.engine(host.name()), listeners, metrics))
                    .toList();
            watches.forEach(HostWatch::start);
        }
    }

    @PreDestroy
    synchronized void stop() {
        watches.forEach(HostWatch::stop);
        watches = List.of();
    }
}
