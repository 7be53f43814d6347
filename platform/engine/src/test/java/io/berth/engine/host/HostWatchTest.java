package io.berth.engine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.ContainerSpec;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.Owner;
import io.berth.engine.fake.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostWatchTest {

    private static final EngineChange RESYNC = EngineChange.resync("local");

    private final FakeEngine engine = new FakeEngine();
    private final List<EngineChange> seen = new CopyOnWriteArrayList<>();
    private final List<Consumer<EngineChange>> listeners = new CopyOnWriteArrayList<>(List.of(seen::add));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HostWatch watch = new HostWatch("local", engine, listeners, metrics);

    @AfterEach
    void stop() {
        watch.stop();
    }

    @Test
    void aConnectionBeginsWithAResync() {
        watch.start();
        await().until(() -> !seen.isEmpty());
        makeContainer();

        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly(RESYNC, new EngineChange("local", "instance", "i_1", "create"));
    }

    @Test
    void afterALostConnectionComesAnotherAndAResync() {
        watch.start();
        await().until(() -> seen.size() == 1);
        engine.breakEventStream();

        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly(RESYNC, RESYNC);
        assertThat(metrics.get("berth.engine.events.lost").counter().count()).isEqualTo(1);
    }

    @Test
    void anEngineThatIsAwayIsTriedAgain() {
        engine.failNext("watch", Kind.UNAVAILABLE);
        engine.failNext("watch", Kind.TIMEOUT);
        watch.start();

        await().until(() -> seen.size() == 1);
        assertThat(metrics.get("berth.engine.events.lost").counter().count()).isEqualTo(2);
    }

    @Test
    void aListenerThatFailsDoesNotSilenceTheOthers() {
        listeners.addFirst(change -> {
            throw new IllegalStateException("no");
        });
        watch.start();
        await().until(() -> seen.size() == 1);
        makeContainer();

        await().until(() -> seen.size() == 2);
    }

    private void makeContainer() {
        engine.addImage("app");
        engine.createContainer(ContainerSpec.of(new Owner("p", "instance", "i_1", "web", 1), "web", "app", List.of()));
    }
}
