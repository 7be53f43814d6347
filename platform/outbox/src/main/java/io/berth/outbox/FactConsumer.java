package io.berth.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Reads all partitions of the service's topics on one thread. It assigns itself every partition and keeps its positions
 * in the service's own database: a killed process is replaced without waiting for a group to notice, and a restored
 * database reads on from where it was.
 */
@ApplicationScoped
class FactConsumer {

    private static final Logger LOG = Logger.getLogger(FactConsumer.class);

    private final FactTopics topics;
    private final PartitionReader reader;
    private final InboxStore store;
    private final KafkaSettings kafka;
    private final OutboxConfig.Inbox config;
    private final AtomicLong lag = new AtomicLong();
    private final Loop loop;

    FactConsumer(
            FactTopics topics,
            PartitionReader reader,
            InboxStore store,
            KafkaSettings kafka,
            OutboxConfig config,
            MeterRegistry meters) {
        this.topics = topics;
        this.reader = reader;
        this.store = store;
        this.kafka = kafka;
        this.config = config.inbox();
        this.loop = new Loop("berth-facts", this::run);
        meters.gauge("berth.inbox.lag", lag);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        if (wanted()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop(Duration.ofSeconds(5));
    }

    /** Whether the thread that should run does. */
    boolean healthy() {
        return !wanted() || loop.alive();
    }

    /** Records not yet read, at the last look. */
    long lag() {
        return lag.get();
    }

    private boolean wanted() {
        return config.enabled() && !topics.all().isEmpty();
    }

    private void run() {
        var backoff = new Backoff(Duration.ofMillis(100), config.maxBackoff());
        while (loop.running()) {
            try (var consumer = kafka.factConsumer();
                    var discovery = new TopicDiscovery(kafka)) {
                read(consumer, discovery, backoff);
            } catch (InterruptException e) {
                LOG.debug("event=facts-interrupted");
            } catch (DatabaseWentBackException e) {
                LOG.infof("event=facts-reopened reason=\"%s\"", e.getMessage());
            } catch (RuntimeException e) {
                if (Failures.passing(e)) {
                    LOG.warnf("event=facts-interrupted error=\"%s\"", e.getMessage());
                } else {
                    LOG.error("event=facts-failed", e);
                }
                loop.pause(backoff.next());
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer, TopicDiscovery discovery, Backoff backoff) {
        Map<TopicPartition, String> reading = new HashMap<>();
        var continuity = new Continuity(consumer);
        long nextLook = System.nanoTime();
        while (loop.running()) {
            if (System.nanoTime() - nextLook >= 0) {
                var complete = assign(consumer, discovery, reading, continuity);
                reading.keySet().forEach(reader::require);
                sweep(consumer);
                store.forget(config.remember());
                nextLook = System.nanoTime() + (complete ? config.discover() : Duration.ofSeconds(1)).toNanos();
            }
            if (reading.isEmpty()) {
                loop.pause(Duration.ofMillis(200));
                continue;
            }
            var records = consumer.poll(Duration.ofMillis(250));
            if (!continuity.holds()) {
                continue;
            }
            for (var partition : consumer.assignment()) {
                var batch = continuity.of(partition, records.records(partition));
                if (batch.isEmpty()) {
                    reader.beginAnew(
                            partition, consumer.endOffsets(Set.of(partition)).get(partition));
                    continuity.begin(partition, 0, Continuity.UNKNOWN);
                } else if (!batch.get().isEmpty()) {
                    if (!reader.apply(partition, batch.get(), loop)) {
                        return;
                    }
                    continuity.took(partition, batch.get().getLast());
                }
            }
            sweep(consumer);
            backoff.reset();
            measureLag(consumer);
        }
    }

    /** Whether all topics exist. */
    private boolean assign(
            KafkaConsumer<String, byte[]> consumer,
            TopicDiscovery discovery,
            Map<TopicPartition, String> reading,
            Continuity continuity) {
        var found = discovery.partitions(topics.all());
        if (found.equals(reading)) {
            return discovery.complete(found.keySet(), topics.all());
        }
        Set<TopicPartition> fresh = new HashSet<>(found.keySet());
        fresh.removeIf(partition -> found.get(partition).equals(reading.get(partition)));
        consumer.assign(found.keySet());
        var ends = consumer.endOffsets(fresh);
        for (var partition : fresh) {
            var position = reader.open(partition, found.get(partition), ends.get(partition));
            continuity.begin(partition, position.next(), position.lastTime());
        }
        reading.clear();
        reading.putAll(found);
        return discovery.complete(found.keySet(), topics.all());
    }

    private void sweep(KafkaConsumer<String, byte[]> consumer) {
        consumer.assignment().forEach(partition -> reader.sweep(partition, consumer.position(partition)));
    }

    private void measureLag(KafkaConsumer<String, byte[]> consumer) {
        long behind = 0;
        for (var partition : consumer.assignment()) {
            behind += consumer.currentLag(partition).orElse(0);
        }
        lag.set(behind);
    }
}
