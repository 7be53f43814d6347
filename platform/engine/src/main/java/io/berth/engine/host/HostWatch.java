package io.berth.engine.host;

import io.berth.engine.BackOff;
import io.berth.engine.Engine;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Holds one host's event stream open. Whatever happened while it was not is covered by the resync that follows each
 * connection.
 *
 * <p>Metrics: {@code berth.engine.events} (host), {@code berth.engine.events.lost} (host; connections lost or refused).
 */
final class HostWatch {

    private static final Logger LOG = Logger.getLogger(HostWatch.class);

    private final String host;
    private final Engine engine;
    private final List<Consumer<EngineChange>> listeners;
    private final MeterRegistry metrics;
    private final BackOff backOff = new BackOff(
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            () -> ThreadLocalRandom.current().nextDouble());
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int failures;
    private Thread thread;

    HostWatch(String host, Engine engine, List<Consumer<EngineChange>> listeners, MeterRegistry metrics) {
        this.host = host;
        this.engine = engine;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    void start() {
        thread = Thread.ofVirtual().name("engine-events-" + host).start(this::run);
    }

    void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            do {
                watch();
            } while (!Thread.currentThread().isInterrupted()
                    && !stopped.await(backOff.after(Math.max(1, failures)).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debugf("event watch stopped host=%s", host);
        }
    }

    private void watch() {
        try {
            engine.watch(this::connected, this::tell);
        } catch (EngineException e) {
            failures++;
            metrics.counter("berth.engine.events.lost", "host", host).increment();
            LOG.warnf("event stream lost host=%s failures=%d reason=%s", host, failures, e.getMessage());
        }
    }

    private void connected() {
        failures = 0;
        LOG.infof("event stream open host=%s", host);
        tell(EngineChange.resync(host));
    }

    private void tell(EngineChange change) {
        metrics.counter("berth.engine.events", "host", host).increment();
        for (Consumer<EngineChange> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.errorf(
                        e, "event listener failed host=%s action=%s owner=%s", host, change.action(), change.ownerId());
            }
        }
    }
}
