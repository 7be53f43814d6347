package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileLoopTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Recorder recorder = new Recorder();
    private ReconcileLoop loop = loop(LONG, 4);

    @AfterEach
    void stop() {
        recorder.gate.release(1000);
        loop.stop();
    }

    @Test
    void startingComparesEverything() {
        recorder.known = List.of("a", "b");
        loop.start();

        await().until(() -> recorder.runs.size() == 2);
        assertThat(recorder.runs).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aWokenResourceIsReconciled() {
        loop.start();
        loop.wake("a");

        await().until(() -> recorder.runs.contains("a"));
        await().untilAsserted(() -> assertThat(metrics.get("berth.reconcile")
                        .tags("kind", "thing", "outcome", "noop")
                        .timer()
                        .count())
                .isEqualTo(1));
    }

    @Test
    void oneResourceIsNeverReconciledTwiceAtOnceAndAWakeMeanwhileIsNotLost() {
        recorder.gated = true;
        loop.start();
        loop.wake("a");
        await().until(() -> recorder.runs.size() == 1);
        loop.wake("a");
        loop.wake("a");
        recorder.gate.release(1);

        await().until(() -> recorder.runs.size() == 2);
        assertThat(recorder.mostAtOnce.get()).isEqualTo(1);
    }

    @Test
    void noMoreWorkersRunThanConfigured() {
        recorder.gated = true;
        loop.start();
        IntStream.range(0, 20).forEach(i -> loop.wake("r" + i));
        await().until(() -> recorder.runs.size() == 4);
        recorder.gate.release(20);

        await().until(() -> recorder.runs.size() == 20);
        assertThat(recorder.mostAtOnce.get()).isEqualTo(4);
    }

    @Test
    void aFailedRunIsRepeatedAndTheOthersGoOn() {
        recorder.failing.add("bad");
        loop.start();
        loop.wake("bad");
        loop.wake("good");

        await().until(() -> recorder.count("bad") >= 3 && recorder.count("good") == 1);
        assertThat(metrics.get("berth.reconcile.failing").gauge().value()).isEqualTo(1);
        recorder.failing.clear();
        await().untilAsserted(() -> assertThat(
                        metrics.get("berth.reconcile.failing").gauge().value())
                .isZero());
    }

    @Test
    void aRunThatDiesOfAnErrorIsRepeatedToo() {
        recorder.dying.add("a");
        loop.start();
        loop.wake("a");

        await().dontCatchUncaughtExceptions().until(() -> recorder.count("a") >= 2);
    }

    @Test
    void whoAsksToWaitIsCalledAgain() {
        recorder.outcome = Outcome.waitFor(Duration.ofMillis(20));
        loop.start();
        loop.wake("a");

        await().until(() -> recorder.count("a") >= 3);
    }

    @Test
    void everythingIsComparedAgainEveryResyncAndWhenAsked() {
        loop = loop(Duration.ofMillis(50), 4);
        recorder.known = List.of("a");
        loop.start();
        await().until(() -> recorder.count("a") >= 3);
        loop.stop();

        int before = recorder.count("a");
        loop = loop(LONG, 4);
        loop.start();
        await().until(() -> recorder.count("a") > before);
        int started = recorder.count("a");
        loop.wakeAll();
        await().until(() -> recorder.count("a") > started);
    }

    @Test
    void aFailedListIsAskedForAgainSoon() {
        recorder.known = List.of("a");
        recorder.listFailures.set(2);
        loop.start();

        await().until(() -> recorder.count("a") == 1);
        assertThat(metrics.get("berth.reconcile.resync.failures").counter().count())
                .isEqualTo(2);
    }

    @Test
    void stoppingWaitsForTheRunInProgressAndStartsNoOther() {
        recorder.gated = true;
        loop.start();
        loop.wake("a");
        await().until(() -> recorder.runs.size() == 1);
        Thread stopper = Thread.ofVirtual().start(loop::stop);
        await().until(() -> stopper.getState() == Thread.State.TIMED_WAITING);
        loop.wake("b");
        assertThat(stopper.isAlive()).isTrue();
        recorder.gate.release(2);

        await().until(() -> !stopper.isAlive());
        assertThat(recorder.finished.get()).isEqualTo(1);
        assertThat(recorder.runs).containsExactly("a");
    }

    private ReconcileLoop loop(Duration resync, int workers) {
        var timing = new ReconcileTiming(resync, workers, Duration.ofMillis(5), Duration.ofMillis(20));
        return new ReconcileLoop(recorder, timing, metrics);
    }

    private static final class Recorder implements Reconciler {
        final List<String> runs = new CopyOnWriteArrayList<>();
        final Set<String> failing = ConcurrentHashMap.newKeySet();
        final Set<String> dying = ConcurrentHashMap.newKeySet();
        final Semaphore gate = new Semaphore(0);
        final AtomicInteger listFailures = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        final AtomicInteger finished = new AtomicInteger();
        volatile Collection<String> known = List.of();
        volatile Outcome outcome = Outcome.NOOP;
        volatile boolean gated;

        @Override
        public String kind() {
            return "thing";
        }

        @Override
        public Collection<String> ids() {
            if (listFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the database is away");
            }
            return known;
        }

        @Override
        public Outcome reconcile(String id) throws InterruptedException {
            int now = atOnce.incrementAndGet();
            mostAtOnce.accumulateAndGet(now, Math::max);
            runs.add(id);
            try {
                if (gated) {
                    gate.acquire();
                }
                if (failing.contains(id)) {
                    throw new EngineException(EngineException.Kind.UNAVAILABLE, "away");
                }
                if (dying.remove(id)) {
                    throw new AssertionError("killed");
                }
                finished.incrementAndGet();
                return outcome;
            } finally {
                atOnce.decrementAndGet();
            }
        }

        int count(String id) {
            return (int) runs.stream().filter(id::equals).count();
        }
    }
}
