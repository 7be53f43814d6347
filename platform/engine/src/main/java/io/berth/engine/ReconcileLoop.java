package io.berth.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/**
 * Calls a {@link Reconciler} for each resource that was woken, whose last run asked for another or failed, and for all of
 * them every resync. One run per resource at a time, a bounded number in all, each on a virtual thread.
 *
 * <p>Metrics: {@code berth.reconcile} (timer; kind, outcome: noop, changed, gone, wait, failed), {@code
 * berth.reconcile.waiting}, {@code berth.reconcile.failing}, {@code berth.reconcile.resync.failures}.
 */
public final class ReconcileLoop {

    private static final Logger LOG = Logger.getLogger(ReconcileLoop.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Reconciler reconciler;
    private final ReconcileConfig config;
    private final MeterRegistry metrics;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BackOff backOff;
    private final WorkQueue queue;
    private final List<Thread> workers = new ArrayList<>();
    private Instant nextResync = Instant.MIN;
    private boolean resyncing;
    private int resyncFailures;
    private Thread dispatcher;

    public ReconcileLoop(Reconciler reconciler, ReconcileConfig config, MeterRegistry metrics) {
        this.reconciler = reconciler;
        this.config = config;
        this.metrics = metrics;
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        this.backOff = new BackOff(config.firstRetry(), config.maxRetry(), random);
        this.queue = new WorkQueue(backOff);
        Tags tags = Tags.of("kind", reconciler.kind());
        metrics.gauge("berth.reconcile.waiting", tags, this, l -> l.waiting());
        metrics.gauge("berth.reconcile.failing", tags, this, l -> l.failing());
    }

    /** Starts with a full comparison. Does nothing when it runs already. */
    public void start() {
        locked(() -> {
            if (dispatcher == null) {
                nextResync = Instant.MIN;
                dispatcher = Thread.ofVirtual()
                        .name("reconcile-" + reconciler.kind())
                        .start(this::dispatch);
            }
        });
    }

    /** Waits for runs in progress, interrupts those that take over ten seconds. Can be started again. */
    public void stop() {
        List<Thread> running = new ArrayList<>();
        locked(() -> {
            if (dispatcher != null) {
                dispatcher.interrupt();
                dispatcher = null;
            }
            running.addAll(workers);
        });
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (Thread worker : running) {
            awaitEnd(worker, deadline);
        }
    }

    /** Compare that resource soon: now, or right after the run in progress. From any thread, never blocks. */
    public void wake(String id) {
        locked(() -> {
            queue.wake(id, now());
            changed.signal();
        });
    }

    /** Compare every resource soon. */
    public void wakeAll() {
        locked(() -> {
            nextResync = Instant.MIN;
            changed.signal();
        });
    }

    private void dispatch() {
        lock.lock();
        try {
            while (dispatcher == Thread.currentThread()) {
                Instant now = now();
                if (!resyncing && !nextResync.isAfter(now)) {
                    resyncing = true;
                    nextResync = now.plus(config.resync());
                    work("resync", this::resync);
                }
                while (workers.size() < config.workers() + (resyncing ? 1 : 0)) {
                    var id = queue.take(now);
                    if (id.isEmpty()) {
                        break;
                    }
                    work(id.get(), () -> reconcile(id.get()));
                }
                changed.awaitNanos(pause(now));
            }
        } catch (InterruptedException e) {
            LOG.debugf("reconcile loop stopped kind=%s", reconciler.kind());
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until something is due, as far as the queue knows; a signal ends it earlier. */
    private long pause(Instant now) {
        Instant next = resyncing ? now.plus(config.resync()) : nextResync;
        boolean full = workers.size() >= config.workers() + (resyncing ? 1 : 0);
        if (!full) {
            Instant due = queue.nextDue().orElse(next);
            next = due.isBefore(next) ? due : next;
        }
        return Math.max(1, Duration.between(now, next).toNanos());
    }

    private void work(String what, Runnable run) {
        Thread worker = Thread.ofVirtual()
                .name("reconcile-" + reconciler.kind() + "-" + what)
                .unstarted(() -> {
                    try {
                        run.run();
                    } finally {
                        locked(() -> {
                            workers.remove(Thread.currentThread());
                            changed.signal();
                        });
                    }
                });
        workers.add(worker);
        worker.start();
    }

    private void resync() {
        try {
            Collection<String> ids = reconciler.ids();
            locked(() -> {
                resyncFailures = 0;
                ids.forEach(id -> queue.wake(id, now()));
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "resync failed kind=%s", reconciler.kind());
            metrics.counter("berth.reconcile.resync.failures", "kind", reconciler.kind())
                    .increment();
            locked(() -> nextResync = now().plus(backOff.after(++resyncFailures)));
        } finally {
            locked(() -> resyncing = false);
        }
    }

    private void reconcile(String id) {
        long began = System.nanoTime();
        String result = "failed";
        try {
            Outcome outcome = reconciler.reconcile(id);
            result = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            locked(() -> queue.finished(id, outcome, now()));
        } catch (Exception e) {
            failed(id, e);
        } catch (Error e) {
            failed(id, e);
            throw e;
        } finally {
            metrics.timer("berth.reconcile", "kind", reconciler.kind(), "outcome", result)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private void failed(String id, Throwable cause) {
        locked(() -> {
            Duration pause = queue.failed(id, now());
            // An engine that is away fails everything again and again: its words do, without a stack each time.
            Throwable trace = cause instanceof EngineException ? null : cause;
            LOG.warnf(
                    trace,
                    "reconcile failed kind=%s id=%s retryMs=%d reason=%s",
                    reconciler.kind(),
                    id,
                    pause.toMillis(),
                    cause.getMessage());
        });
    }

    /** Only pauses are reckoned with it: a clock that is set back must not stretch them. */
    private static Instant now() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    private int waiting() {
        lock.lock();
        try {
            return queue.waiting();
        } finally {
            lock.unlock();
        }
    }

    private long failing() {
        lock.lock();
        try {
            return queue.failing();
        } finally {
            lock.unlock();
        }
    }

    private static void awaitEnd(Thread worker, long deadline) {
        try {
            worker.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            if (worker.isAlive()) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void locked(Runnable section) {
        lock.lock();
        try {
            section.run();
        } finally {
            lock.unlock();
        }
    }
}
