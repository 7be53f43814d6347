package io.berth.function.instance;

import io.berth.function.FunctionConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does what the roster's moves ask for. What takes time has a virtual thread of its own. */
@ApplicationScoped
class Effects {
    private static final Logger LOG = Logger.getLogger(Effects.class);

    private final InstanceContainers containers;
    private final FunctionConfig.Fleet config;
    private final Clock clock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    private Fleet fleet;

    Effects(InstanceContainers containers, FunctionConfig config, Clock clock) {
        this.containers = containers;
        this.config = config.fleet();
        this.clock = clock;
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    void reportTo(Fleet newFleet) {
        this.fleet = newFleet;
    }

    Logger log() {
        return LOG;
    }

    @PreDestroy
    void stop() {
        deadlines.shutdownNow();
        workers.shutdownNow();
    }

    void run(Effect effect) {
        switch (effect) {
            case Effect.Finish(Invocation invocation, Ending ending) -> {
                var deadline = invocation.deadline;
                if (deadline != null) {
                    deadline.cancel(false);
                }
                invocation.ending().complete(ending);
            }
            case Effect.HandOver handOver -> handOver(handOver);
            case Effect.Give give -> workers.execute(() -> give(give));
            case Effect.Start(Instance instance) -> workers.execute(() -> start(instance));
            case Effect.Remove(Instance instance) -> workers.execute(() -> remove(instance));
        }
    }

    private void handOver(Effect.HandOver work) {
        var invocation = work.invocation();
        var timeout = work.function().timeout();
        invocation.deadline = deadlines.schedule(
                () -> fleet.timesOut(work.instance(), invocation), timeout.toNanos(), TimeUnit.NANOSECONDS);
        var next = new Next(
                invocation.id(),
                clock.instant().plus(timeout),
                work.function().arn(),
                invocation.traceId(),
                invocation.payload());
        if (!work.to().answer(next)) {
            invocation.deadline.cancel(false);
            fleet.neverGot(work.instance(), invocation);
        }
    }

    private void give(Effect.Give work) {
        var function = work.function();
        LOG.debugf("claimed instance=%s %s", work.instance().id, function);
        if (!work.to().answer(Claim.of(function, work.instance().id, config.poolMemoryMb()))) {
            fleet.unusable(work.instance());
            return;
        }
        try {
            if (function.memoryMb() != config.poolMemoryMb()) {
                containers.limit(work.instance(), function.memoryMb());
            }
            fleet.limited(work.instance());
        } catch (RuntimeException e) {
            LOG.warnf("limits not set instance=%s reason=%s", work.instance().id, e.getMessage());
            fleet.unusable(work.instance());
        }
    }

    private void start(Instance instance) {
        try {
            var container = containers.make(instance);
            if (fleet.made(instance, container)) {
                containers.start(instance, container);
            } else {
                remove(instance);
            }
        } catch (RuntimeException e) {
            LOG.warnf("instance not started instance=%s reason=%s", instance.id, e.getMessage());
            fleet.notStarted(instance, e.getMessage());
        }
    }

    /** A container that is still being made is removed by whoever makes it. */
    private void remove(Instance instance) {
        try {
            if (containers.remove(instance)) {
                fleet.removed(instance);
            }
        } catch (RuntimeException e) {
            LOG.warnf("instance not removed instance=%s reason=%s", instance.id, e.getMessage());
        }
    }
}
