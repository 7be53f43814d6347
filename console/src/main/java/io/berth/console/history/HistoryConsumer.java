package io.berth.console.history;

import io.berth.outbox.Continuity;
import io.berth.outbox.DatabaseWentBackException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes the facts of every service into the history, in batches, from the earliest on. The offsets are in the database,
 * written with the batch, so that both go back together; what arrives twice is recognised by its id. Kafka's group only
 * sees to it that one console reads.
 */
@ApplicationScoped
class HistoryConsumer {

    private static final Logger LOG = Logger.getLogger(HistoryConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final HistoryIntake intake;
    private final Arrivals arrivals;
    private final FactRepository facts;
    private final HistoryConfig config;
    private final Map<String, Object> broker;
    private final AtomicLong lag = new AtomicLong();
    private final Map<String, String> incarnations = new HashMap<>();
    private final Map<TopicPartition, IntakePosition> at = new HashMap<>();
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean stopping;
    private volatile Thread thread;

    HistoryConsumer(
            HistoryIntake intake,
            Arrivals arrivals,
            FactRepository facts,
            HistoryConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            MeterRegistry metrics) {
        this.intake = intake;
        this.arrivals = arrivals;
        this.facts = facts;
        this.config = config;
        this.broker = broker;
        metrics.gauge("berth.history.lag", lag);
    }

    void start(@Observes StartupEvent startup) {
        stopping = false;
        intake.start();
        thread = Thread.ofPlatform().name("history").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        intake.stop();
        KafkaConsumer<String, byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        thread.join(Duration.ofSeconds(5));
    }

    boolean running() {
        Thread reading = thread;
        return reading != null && reading.isAlive();
    }

    private void run() {
        while (!stopping) {
            try (var running = new KafkaConsumer<String, byte[]>(settings())) {
                consumer = running;
                at.clear();
                var continuity = new Continuity(running);
                running.subscribe(config.topics(), new Seek(continuity));
                consume(running, continuity);
            } catch (WakeupException stopped) {
                LOG.debug("history=stopped");
            } catch (DatabaseWentBackException copy) {
                LOG.infof("history=reopened reason=\"%s\"", copy.getMessage());
                arrivals.restart();
            } catch (KafkaException | HistoryUnavailable failure) {
                LOG.warnf("history=disconnected retryMs=%d reason=%s", PAUSE.toMillis(), failure.getMessage());
                pause();
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "history=failed retryMs=%d", PAUSE.toMillis());
                pause();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void consume(KafkaConsumer<String, byte[]> running, Continuity continuity) throws InterruptedException {
        long nextLook = System.nanoTime();
        while (!stopping) {
            if (System.nanoTime() - nextLook >= 0) {
                intake.require(at.values());
                nextLook = System.nanoTime() + LOOK.toNanos();
            }
            var polled = running.poll(POLL);
            if (!continuity.holds()) {
                continue;
            }
            lag.set(behind(running) + polled.count());
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            List<IntakePosition> positions = new ArrayList<>();
            for (var partition : running.assignment()) {
                var batch = continuity.of(partition, polled.records(partition));
                if (batch.isEmpty()) {
                    LOG.infof("history=anew partition=%s reason=\"Kafka has not what was read of it\"", partition);
                    positions.add(position(partition, 0, Continuity.UNKNOWN));
                    continuity.begin(partition, 0, Continuity.UNKNOWN);
                } else if (!batch.get().isEmpty()) {
                    var last = batch.get().getLast();
                    records.addAll(batch.get());
                    positions.add(position(partition, last.offset() + 1, last.timestamp()));
                    continuity.took(partition, last);
                }
            }
            if (!positions.isEmpty()) {
                intake.take(records, at.values(), positions);
                positions.forEach(this::stand);
                lag.set(behind(running));
            }
        }
    }

    private void stand(IntakePosition position) {
        at.put(new TopicPartition(position.topic(), position.partition()), position);
    }

    private IntakePosition position(TopicPartition partition, long next, long lastTime) {
        return new IntakePosition(
                partition.topic(), partition.partition(), incarnations.get(partition.topic()), next, lastTime);
    }

    /** Records that Kafka has and the history has not, as far as the consumer knows. */
    private static long behind(KafkaConsumer<?, ?> running) {
        return running.assignment().stream()
                .mapToLong(partition -> running.currentLag(partition).orElse(0))
                .sum();
    }

    /** Goes on where the database is; from the beginning where it knows nothing of the partition. */
    private final class Seek implements ConsumerRebalanceListener {
        private final Continuity continuity;

        Seek(Continuity continuity) {
            this.continuity = continuity;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            incarnations.putAll(
                    TopicIds.of(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()), broker));
            at.clear();
            for (IntakePosition position : facts.positions()) {
                if (position.incarnation().equals(incarnations.get(position.topic()))) {
                    stand(position);
                }
            }
            partitions.forEach(partition -> {
                var position = at.get(partition);
                if (position == null) {
                    continuity.begin(partition, 0, Continuity.UNKNOWN);
                } else {
                    continuity.begin(partition, position.next(), position.lastTime());
                }
            });
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What was taken in is in the database already.
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.putAll(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "console",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                // A batch is tried until the database takes it, however long that is.
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Integer.MAX_VALUE,
                // Topics may be made after the console has started.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                5000,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false));
        return settings;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
