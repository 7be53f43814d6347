package io.berth.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;

/**
 * Lossy telemetry ({@code berth.metric}, samples of {@code berth.usage}): batched on a producer of its own, in memory
 * only. Never blocks the caller; what does not fit or does not arrive is dropped and counted
 * ({@code berth.metrics.dropped}).
 */
@ApplicationScoped
public class MetricPublisher {

    private static final Logger LOG = Logger.getLogger(MetricPublisher.class);

    private final KafkaSettings kafka;
    private final Clock clock;
    private final BlockingQueue<Sample> waiting;
    private final Counter sent;
    private final Counter dropped;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Loop loop;

    private record Sample(OutboxRow row, Object value) {}

    MetricPublisher(KafkaSettings kafka, Clock clock, OutboxConfig config, MeterRegistry meters) {
        this.kafka = kafka;
        this.clock = clock;
        this.waiting = new ArrayBlockingQueue<>(config.metrics().buffer());
        this.sent = meters.counter("berth.metrics.sent");
        this.dropped = meters.counter("berth.metrics.dropped");
        this.loop = new Loop("berth-metrics", this::run);
    }

    /**
     * Queues one sample.
     *
     * @param key id of the resource the sample is about
     * @param sample an immutable record; written as JSON later, on another thread
     */
    public void publish(String topic, String type, String key, String project, Object sample) {
        if (started.compareAndSet(false, true)) {
            loop.start();
        }
        var id = Outbox.nextId();
        var row = new OutboxRow(
                0, id, topic, key, type, new Origin(project, id, null, null), null, clock.instant(), null);
        if (!waiting.offer(new Sample(row, sample))) {
            dropped.increment();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop(Duration.ofSeconds(3));
    }

    /** Whether the thread that should run does. */
    boolean healthy() {
        return !started.get() || loop.alive();
    }

    private void run() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        while (loop.running()) {
            KafkaProducer<String, byte[]> producer = null;
            try {
                producer = kafka.metricProducer();
                backoff.reset();
                sendUntilStopped(producer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // A broker whose name does not resolve yet, for one.
                LOG.warn("event=metric-producer-failed", e);
                loop.pause(backoff.next());
            } finally {
                if (producer != null) {
                    producer.close(Duration.ofSeconds(1));
                }
            }
        }
    }

    private void sendUntilStopped(KafkaProducer<String, byte[]> producer) throws InterruptedException {
        while (loop.running()) {
            var sample = waiting.poll(200, TimeUnit.MILLISECONDS);
            if (sample != null) {
                send(sample, producer);
            }
        }
    }

    private void send(Sample sample, KafkaProducer<String, byte[]> producer) {
        try {
            var row = sample.row();
            var full = new OutboxRow(
                    0,
                    row.id(),
                    row.topic(),
                    row.key(),
                    row.type(),
                    row.origin(),
                    null,
                    row.time(),
                    FactJson.write(sample.value()));
            var unused = producer.send(FactRecords.of(full, kafka.source()), (metadata, failure) -> {
                (failure == null ? sent : dropped).increment();
            });
        } catch (RuntimeException e) {
            // One odd sample is no reason to lose the others.
            dropped.increment();
            LOG.debugf(e, "event=metric-dropped type=%s", sample.row().type());
        }
    }
}
