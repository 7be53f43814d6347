package io.berth.function.invocation;

import io.berth.function.FunctionConfig;
import io.berth.function.function.Deployment;
import io.berth.function.instance.Ending;
import io.berth.function.instance.LogTail;
import io.berth.outbox.Origin;
import io.berth.web.Tenant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes invocations down after they were answered, many in one transaction. What is not written yet is in memory: killing
 * the process loses the invocations of the last moment (those since the last commit), never their answers. When the
 * database is away they wait, up to the queue's length; those beyond it are counted as {@code berth.function.unrecorded}.
 */
@ApplicationScoped
class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(5);

    private final LedgerPages pages;
    private final Tenant tenant;
    private final Clock clock;
    private final FunctionConfig.Ledger config;
    private final BlockingQueue<Entry> waiting;
    private final Counter unrecorded;
    private Thread writer;
    private volatile boolean stopping;

    /** An invocation with its log and where it came from. */
    record Entry(Measured run, LogTail log, Origin origin) {}

    Ledger(LedgerPages pages, Tenant tenant, Clock clock, FunctionConfig config, MeterRegistry metrics) {
        this.pages = pages;
        this.tenant = tenant;
        this.clock = clock;
        this.config = config.ledger();
        this.waiting = new ArrayBlockingQueue<>(this.config.queue());
        this.unrecorded = metrics.counter("berth.function.unrecorded");
        metrics.gauge("berth.function.ledger.waiting", waiting, BlockingQueue::size);
    }

    /** Takes note of an invocation that ran; never blocks. */
    Measured record(String requestId, Deployment function, Ending ending, Origin origin) {
        var beganAt = clock.instant().minusNanos(ending.nanos());
        var run = Measured.of(requestId, function, ending, beganAt);
        var unused = ending.log()
                .completeOnTimeout(LogTail.NONE, 5, TimeUnit.SECONDS)
                .thenAccept(log -> {
                    if (!waiting.offer(new Entry(run, log, origin))) {
                        unrecorded.increment();
                    }
                });
        return run;
    }

    void start(@Observes StartupEvent started) {
        writer = Thread.ofVirtual().name("ledger").start(this::write);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        writer.join(Duration.ofSeconds(3));
    }

    private void write() {
        long housekept = System.nanoTime();
        List<Entry> batch = new ArrayList<>();
        while (!stopping || !waiting.isEmpty()) {
            try {
                take(batch);
                write(batch);
                if (System.nanoTime() - housekept > HOUSEKEEPING.toNanos()) {
                    housekept = System.nanoTime();
                    tenant.run(
                            Tenant.ROOT,
                            () -> pages.forgetBefore(clock.instant().minus(config.keep())));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf(
                        "invocations not written waiting=%d reason=%s", waiting.size() + batch.size(), e.getMessage());
                pause();
                if (stopping) {
                    return;
                }
            }
        }
    }

    /** When they cannot be written together, each alone: one that nobody can write is given up, once others can be. */
    private void write(List<Entry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            tenant.run(Tenant.ROOT, () -> pages.write(batch));
            batch.clear();
        } catch (RuntimeException together) {
            if (batch.removeIf(this::written)) {
                unrecorded.increment(batch.size());
                LOG.errorf(together, "invocations given up count=%d", batch.size());
                batch.clear();
            } else {
                throw together;
            }
        }
    }

    private boolean written(Entry entry) {
        try {
            tenant.run(Tenant.ROOT, () -> pages.write(List.of(entry)));
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "invocation not written request=%s", entry.run().requestId());
            return false;
        }
    }

    /** What failed to be written before is still in the batch: a repetition changes nothing that is there. */
    private void take(List<Entry> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            var first = waiting.poll(100, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                waiting.drainTo(batch, config.batch() - 1);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
