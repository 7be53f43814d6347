package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileLoopsTest {

    private static final ReconcileTiming TIMING =
            new ReconcileTiming(Duration.ofMinutes(5), 4, Duration.ofMillis(5), Duration.ofMillis(20));

    private final Recorder cups = new Recorder("cup", Concern.NOTHING);
    private final Recorder plates = new Recorder("plate", null);
    private final Recorder shelves = new Recorder("shelf", Concern.EVERYTHING);
    private final List<Consumer<EngineChange>> listeners = new CopyOnWriteArrayList<>();
    private final ReconcileLoops loops = loops(cups, plates, shelves);

    @AfterEach
    void stop() {
        loops.stop(new ShutdownEvent());
    }

    @Test
    void startingComparesEverythingOfEveryKind() {
        start();

        assertThat(cups.runs).containsExactly("cup-1");
        assertThat(plates.runs).containsExactly("plate-1");
        assertThat(shelves.runs).containsExactly("shelf-1");
    }

    @Test
    void aCommittedRequestWakesTheResourceOfItsKind() {
        start();
        loops.committed(new Requested("plate", "plate-7"));

        await().until(() -> plates.runs.contains("plate-7"));
        assertThat(cups.runs).doesNotContain("plate-7");
    }

    @Test
    void aChangeOnTheEngineWakesTheOwnerAndThoseWhoSayThatItConcernsThem() {
        start();
        change(new EngineChange("local", "plate", "plate-3", "die"));

        await().until(() -> plates.runs.contains("plate-3") && shelves.lists.get() == 2);
        assertThat(plates.lists).hasValue(1);
        assertThat(cups.runs).containsExactly("cup-1");
    }

    @Test
    void aResyncComparesAllThatItConcerns() {
        start();
        change(EngineChange.resync("local"));

        await().until(() -> plates.lists.get() == 2 && shelves.lists.get() == 2);
        assertThat(cups.lists).hasValue(1);
    }

    @Test
    void wakesBeforeTheStartAreCoveredByIt() {
        loops.wake("cup", "cup-1");
        loops.wakeAll("cup");
        start();

        assertThat(cups.runs).containsExactly("cup-1");
    }

    @Test
    void anUnknownKindIsAMistakeAndSoAreTwoReconcilersOfOne() {
        start();
        assertThatThrownBy(() -> loops.wake("spoon", "s")).isInstanceOf(IllegalArgumentException.class);

        var doubled = loops(cups, new Recorder("cup", null));
        assertThatThrownBy(() -> doubled.start(new StartupEvent())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterTheStopNothingRuns() {
        start();
        loops.stop(new ShutdownEvent());
        loops.wake("cup", "cup-2");
        change(EngineChange.resync("local"));

        await().during(Duration.ofMillis(200)).until(() -> cups.runs.equals(List.of("cup-1")));
        assertThat(plates.lists).hasValue(1);
    }

    private void start() {
        loops.start(new StartupEvent());
        await().until(() -> !cups.runs.isEmpty() && !plates.runs.isEmpty() && !shelves.runs.isEmpty());
    }

    private void change(EngineChange change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    private ReconcileLoops loops(Reconciler... reconcilers) {
        return new ReconcileLoops(List.of(reconcilers), TIMING, listeners::add, new SimpleMeterRegistry());
    }

    private record Requested(String kind, String id) implements ReconcileRequest {}

    /** Has one resource; says of every change what it is told to say, or what reconcilers say that do not care. */
    private static final class Recorder implements Reconciler {
        final List<String> runs = new CopyOnWriteArrayList<>();
        final AtomicInteger lists = new AtomicInteger();
        private final String kind;
        private final Concern concern;

        Recorder(String kind, Concern concern) {
            this.kind = kind;
            this.concern = concern;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Collection<String> ids() {
            lists.incrementAndGet();
            return List.of(kind + "-1");
        }

        @Override
        public Outcome reconcile(String id) {
            runs.add(id);
            return Outcome.NOOP;
        }

        @Override
        public Concern concernOf(EngineChange change) {
            return concern == null ? Reconciler.super.concernOf(change) : concern;
        }
    }
}
