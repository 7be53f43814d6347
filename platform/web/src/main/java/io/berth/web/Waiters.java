package io.berth.web;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Everybody who waits for something to change, by what they wait for. One timer thread; looks run on virtual threads. */
final class Waiters implements AutoCloseable {
    private final Map<String, Set<Waiter<?>>> byKey = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("berth-wait").factory());

    /** Plain virtual threads: on the request's Vert.x context the look would disturb the request's own scope. */
    private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();

    private final Duration poll;

    Waiters(Duration poll) {
        this.poll = poll;
    }

    /** One look. */
    interface Look<T> {
        /** @param last no further look will follow: there has to be a result */
        Optional<T> at(boolean last);
    }

    /** The first result that a look has; the last look is taken when patience is over. */
    <T> Uni<T> await(String key, Duration patience, Look<T> look) {
        return Uni.createFrom().emitter(emitter -> {
            var waiter = new Waiter<T>(key, System.nanoTime() + patience.toNanos(), look, emitter);
            if (!patience.isZero()) {
                byKey.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(waiter);
            }
            emitter.onTermination(waiter::forget);
            waiter.wake();
        });
    }

    void wake(String key) {
        byKey.getOrDefault(key, Set.of()).forEach(Waiter::wake);
    }

    /** How many wait. */
    int size() {
        return byKey.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        looks.shutdownNow();
    }

    private final class Waiter<T> {
        private final String key;
        private final long deadline;
        private final Look<T> look;
        private final UniEmitter<? super T> emitter;
        private final AtomicInteger wanted = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();

        Waiter(String key, long deadline, Look<T> look, UniEmitter<? super T> emitter) {
            this.key = key;
            this.deadline = deadline;
            this.look = look;
            this.emitter = emitter;
        }

        /** Looks soon; one look at a time, and one more when something changed meanwhile. */
        void wake() {
            if (!over.get() && wanted.getAndIncrement() == 0) {
                looks.execute(this::lookUntilQuiet);
            }
        }

        private void lookUntilQuiet() {
            int seen;
            do {
                seen = wanted.get();
                if (over.get() || look()) {
                    return;
                }
            } while (!wanted.compareAndSet(seen, 0));
            var left = deadline - System.nanoTime();
            var pause = Math.max(1, Math.min(left, poll.toNanos()));
            var ignored = timer.schedule(this::wake, pause, TimeUnit.NANOSECONDS);
        }

        private boolean look() {
            try {
                var found = look.at(System.nanoTime() >= deadline);
                found.ifPresent(result -> {
                    forget();
                    emitter.complete(result);
                });
                return found.isPresent();
            } catch (RuntimeException failed) {
                forget();
                emitter.fail(failed);
                return true;
            }
        }

        private void forget() {
            over.set(true);
            byKey.computeIfPresent(key, (any, waiting) -> {
                waiting.remove(this);
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }
}
