package io.berth.function.instance;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Gives the fleet its rounds, and takes its containers away when the service stops: nobody could reach them. */
@ApplicationScoped
class Metronome {
    private static final Logger LOG = Logger.getLogger(Metronome.class);
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final Duration SURVEY = Duration.ofSeconds(30);

    private final Fleet fleet;
    private final Survey survey;
    private final InstanceContainers containers;
    private Thread beats;
    private volatile boolean stopping;

    Metronome(Fleet fleet, Survey survey, InstanceContainers containers) {
        this.fleet = fleet;
        this.survey = survey;
        this.containers = containers;
    }

    void start(@Observes StartupEvent started) {
        survey.start();
        beats = Thread.ofVirtual().name("fleet-rounds").start(this::beat);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        beats.interrupt();
        beats.join(Duration.ofSeconds(2));
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            fleet.instances().forEach(instance -> workers.execute(() -> containers.remove(instance)));
        }
    }

    private void beat() {
        long surveyed = System.nanoTime();
        while (!stopping) {
            try {
                Thread.sleep(BEAT);
                fleet.tick();
                if (System.nanoTime() - surveyed > SURVEY.toNanos()) {
                    surveyed = System.nanoTime();
                    Thread.ofVirtual().name("survey").start(survey::all);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException e) {
                LOG.error("a round failed", e);
            }
        }
    }
}
