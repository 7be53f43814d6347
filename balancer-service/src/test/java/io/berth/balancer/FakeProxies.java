package io.berth.balancer;

import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.test.FakeHosts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
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
    private final Map<String, Instant> starts = new ConcurrentHashMap<>();
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
        try {
            compare(hosts.engine().containers("balancer").stream()
                    .filter(EngineContainer::running)
                    .collect(Collectors.toMap(container -> container.owner().id(), EngineContainer::startedAt)));
        } catch (EngineException away) {
            // A test makes the engine silent; what runs goes on.
        }
    }

    private void compare(Map<String, Instant> running) {
        byBalancer
                .keySet()
                .removeIf(id ->
                        !running.getOrDefault(id, Instant.MIN).equals(starts.get(id)) && closed(byBalancer.get(id)));
        running.forEach((id, start) -> {
            starts.put(id, start);
            byBalancer.computeIfAbsent(id, this::run);
        });
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
