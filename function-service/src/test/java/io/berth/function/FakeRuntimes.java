package io.berth.function;

import io.berth.engine.EngineChange;
import io.berth.test.FakeHosts;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Runs a {@link FakeRuntime} in each function instance that the engine in memory starts. */
@ApplicationScoped
class FakeRuntimes {
    private static final int PORT = 18901;

    private final FakeHosts hosts;
    private final Vertx vertx;
    private final Map<String, FakeRuntime> running = new ConcurrentHashMap<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final AtomicLong created = new AtomicLong();

    FakeRuntimes(FakeHosts hosts, Vertx vertx) {
        this.hosts = hosts;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(1) StartupEvent started) {
        hosts.engine().addImage("berth/runtime-node", "berth/runtime-python", "berth/firewall");
        hosts.onChange(this::changed);
    }

    /** Handlers called {@code hold} answer once this is counted down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    /** How many containers were made for instances so far. */
    long created() {
        return created.get();
    }

    /** The runtime that has this container's instance id. */
    Optional<FakeRuntime> of(String instance) {
        return Optional.ofNullable(running.get(instance));
    }

    private void changed(EngineChange change) {
        if (!change.kind().equals("function-instance")) {
            return;
        }
        switch (change.action()) {
            case "create" -> created.incrementAndGet();
            case "start" -> Thread.ofVirtual().start(() -> run(change.ownerId()));
            case "die", "destroy" ->
                Optional.ofNullable(running.remove(change.ownerId())).ifPresent(FakeRuntime::stop);
            default -> {}
        }
    }

    private void run(String instance) {
        var container = hosts.engine().containers("function-instance").stream()
                .filter(found -> found.owner().id().equals(instance) && found.running())
                .findFirst();
        container.ifPresent(found -> {
            var address = found.addresses().values().iterator().next();
            var name = instance.replace('_', '-') + ".runtime.internal";
            var runtime = new FakeRuntime(vertx, hosts.engine(), found.id(), address, name, PORT, () -> held);
            running.put(instance, runtime);
            runtime.run();
        });
    }
}
