package io.berth.image.build;

import io.berth.image.buildx.StopSignal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Starts waiting builds as far as there is room, and stops running ones. */
@ApplicationScoped
class BuildQueue {
    private static final Logger LOG = Logger.getLogger(BuildQueue.class);
    private static final long LOOK_AGAIN_SECONDS = 30;
    private static final long STOP_SECONDS = 8;

    private final BuildRepository builds;
    private final BuildRecords records;
    private final BuildRun run;
    private final BuildCleaning cleaning;
    private final BuildsConfig config;

    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("build-", 0).factory());
    private volatile boolean stopping;
    private Thread loop;

    BuildQueue(
            BuildRepository builds, BuildRecords records, BuildRun run, BuildCleaning cleaning, BuildsConfig config) {
        this.builds = builds;
        this.records = records;
        this.run = run;
        this.cleaning = cleaning;
        this.config = config;
    }

    private record Running(String project, StopSignal stop) {}

    void start(@Observes StartupEvent event) {
        loop = Thread.ofPlatform().daemon().name("build-queue").start(this::work);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake.release();
        running.values().forEach(one -> one.stop().stop(StopSignal.Reason.SHUTDOWN));
        loop.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        workers.shutdown();
        if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("builds did not end in time; they are started again with the service");
        }
    }

    /** There may be something to start. */
    void wake() {
        wake.release();
    }

    /** Kills what runs for the build; a build that starts in this moment asks the database. */
    void cancel(String id) {
        var one = running.get(id);
        if (one != null) {
            one.stop().stop(StopSignal.Reason.CANCELLED);
        }
    }

    private void work() {
        boolean recovered = false;
        while (!stopping) {
            try {
                if (!recovered) {
                    cleaning.afterRestart();
                    recovered = true;
                }
                cleaning.takeUp(Set.copyOf(running.keySet()));
                startWaiting();
                cleaning.now();
                if (wake.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("the queue of builds could not be looked at; again in a while", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            wake.tryAcquire(LOOK_AGAIN_SECONDS / 10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startWaiting() {
        int free = config.parallel() - running.size();
        if (free <= 0) {
            return;
        }
        var counts = new HashMap<String, Integer>();
        running.values().forEach(one -> counts.merge(one.project(), 1, Integer::sum));
        for (var id : BuildPlan.next(builds.waiting(free), counts, builds.lastStarts(), free)) {
            records.start(id).ifPresent(this::start);
        }
    }

    private void start(Build build) {
        var stop = new StopSignal();
        running.put(build.id(), new Running(build.project(), stop));
        if (stopping) {
            stop.stop(StopSignal.Reason.SHUTDOWN);
        }
        workers.execute(() -> {
            try {
                run.run(build, stop);
            } catch (RuntimeException e) {
                LOG.errorf(e, "event=build-unrecorded build=%s it is taken up again", build.id());
            } finally {
                running.remove(build.id());
                wake.release();
            }
        });
    }
}
