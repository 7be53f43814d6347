package io.berth.scaler.reconcile;

import io.berth.scaler.ScalerConfig;
import io.berth.scaler.group.Frame;
import io.berth.web.Tenant;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Slow work on instances beside the passes: one task per instance at a time, few starts per host. What a crash interrupts,
 * the next pass begins again.
 */
@ApplicationScoped
class EngineTasks {
    private static final Logger LOG = Logger.getLogger(EngineTasks.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final long PATIENCE_SECONDS = 10;

    private final ScalerConfig config;
    private final GroupWaker waker;
    private final Tenant tenant;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, Semaphore> starts = new ConcurrentHashMap<>();

    EngineTasks(ScalerConfig config, GroupWaker waker, Tenant tenant) {
        this.config = config;
        this.waker = waker;
        this.tenant = tenant;
    }

    /** Instances that have a task now. */
    Set<String> busy() {
        return Set.copyOf(busy);
    }

    /**
     * In the group's project; the group is woken when it has ended. Does nothing when the instance has a task already, or
     * the service is stopping.
     */
    void run(Frame group, String instance, Runnable task) {
        if (!busy.add(instance)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    tenant.run(group.project(), task);
                } catch (RuntimeException e) {
                    LOG.errorf(e, "engine task failed instance=%s", instance);
                    pause();
                } finally {
                    busy.remove(instance);
                    waker.wake(group.id());
                }
            });
        } catch (RejectedExecutionException stopping) {
            busy.remove(instance);
        }
    }

    /** What nobody foresaw may come again at once: not in a hot loop. */
    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** One of the few starts that a host does at a time. */
    <T> T starting(String host, Supplier<T> start) throws InterruptedException {
        var turns = starts.computeIfAbsent(host, h -> new Semaphore(config.startsPerHost(), true));
        turns.acquire();
        try {
            return start.get();
        } finally {
            turns.release();
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
