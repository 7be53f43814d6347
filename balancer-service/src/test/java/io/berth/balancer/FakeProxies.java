package io.berth.balancer;

import io.berth.engine.EngineContainer;
import io.berth.test.FakeHosts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs a {@link FakeHaproxy} for each running balancer container of the engine in memory. */
@ApplicationScoped
public class FakeProxies {
    private final FakeHosts hosts;
    private final Path directory;
    private final Map<String, FakeHaproxy> byBalancer = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    FakeProxies(FakeHosts hosts, @ConfigProperty(name = "berth.proxy.directory") String directory) {
        this.hosts = hosts;
        this.directory = Path.of(directory);
    }

    void start(@Observes @Priority(1) StartupEvent started) {
        hosts.engine().addImage("berth/proxy");
        var unused = timer.scheduleWithFixedDelay(this::compare, 0, 30, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** Of the balancer with this id; null while it does not run. */
    FakeHaproxy of(String balancer) {
        return byBalancer.get(balancer);
    }

    private void compare() {
        var running = hosts.engine().containers("balancer").stream()
                .filter(EngineContainer::running)
                .map(container -> container.owner().id())
                .collect(Collectors.toSet());
        running.forEach(id -> byBalancer.computeIfAbsent(id, this::run));
        byBalancer.keySet().removeIf(id -> !running.contains(id) && closed(byBalancer.get(id)));
    }

    private FakeHaproxy run(String balancer) {
        try {
            return new FakeHaproxy(directory.resolve(balancer));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean closed(FakeHaproxy proxy) {
        try {
            proxy.close();
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
