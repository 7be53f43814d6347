package io.berth.test;

import io.berth.engine.EngineChange;
import io.berth.engine.EngineEvents;
import io.berth.engine.EngineException;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.fake.FakeEngine;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Engines in memory instead of Docker hosts: host {@code local} in zone {@code a}, and those that a test adds. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeHosts implements Hosts, EngineEvents {
    private static final Host LOCAL = new Host("local", "a");

    private final Map<String, Host> hosts = new ConcurrentSkipListMap<>();
    private final Map<String, FakeEngine> engines = new ConcurrentHashMap<>();
    private final List<Consumer<EngineChange>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    public FakeHosts() {
        add(LOCAL);
    }

    /** Another host from now on. */
    public final FakeEngine add(Host host) {
        var engine = new FakeEngine(host.name(), Clock.systemUTC());
        hosts.put(host.name(), host);
        engines.put(host.name(), engine);
        watchers.execute(() -> watch(host, engine));
        return engine;
    }

    /** The default host's engine with its knobs. */
    public FakeEngine engine() {
        return engine(LOCAL.name());
    }

    @Override
    public FakeEngine engine(String host) {
        var engine = engines.get(host);
        if (engine == null) {
            throw new IllegalArgumentException("There is no host " + host);
        }
        return engine;
    }

    @Override
    public List<Host> all() {
        return List.copyOf(hosts.values());
    }

    @Override
    public Host defaultHost() {
        return LOCAL;
    }

    @Override
    public void onChange(Consumer<EngineChange> listener) {
        listeners.add(listener);
        hosts.keySet().forEach(host -> listener.accept(EngineChange.resync(host)));
    }

    @PreDestroy
    void stop() {
        stopped = true;
        watchers.shutdownNow();
    }

    private void watch(Host host, FakeEngine engine) {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            try {
                engine.watch(() -> tell(EngineChange.resync(host.name())), this::tell);
            } catch (EngineException broken) {
                tell(EngineChange.resync(host.name()));
            }
        }
    }

    private void tell(EngineChange change) {
        listeners.forEach(listener -> listener.accept(change));
    }
}
