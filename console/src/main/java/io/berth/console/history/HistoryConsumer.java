package io.berth.console.history;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes the facts of every service into the history, in batches, from the earliest on. The offset is committed after
 * the database has the batch; what arrives twice is recognised by its id.
 */
@ApplicationScoped
class HistoryConsumer {

    private static final Logger LOG = Logger.getLogger(HistoryConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final HistoryIntake intake;
    private final FactRepository facts;
    private final HistoryConfig config;
    private final Map<String, Object> broker;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean stopping;
    private Thread thread;

    HistoryConsumer(
            HistoryIntake intake,
            FactRepository facts,
            HistoryConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.intake = intake;
        this.facts = facts;
        this.config = config;
        this.broker = broker;
    }

    void start(@Observes StartupEvent startup) {
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

    private void run() {
        while (!stopping) {
            try (var running = new KafkaConsumer<String, byte[]>(settings())) {
                consumer = running;
                running.subscribe(config.topics());
                consume(running);
            } catch (WakeupException stopped) {
                LOG.debug("history=stopped");
            } catch (KafkaException | HistoryUnavailable failure) {
                LOG.warnf("history=disconnected retryMs=%d reason=%s", PAUSE.toMillis(), failure.getMessage());
                pause();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void consume(KafkaConsumer<String, byte[]> running) throws InterruptedException {
        while (!stopping) {
            var batch = running.poll(POLL);
            if (!batch.isEmpty()) {
                intake.take(batch);
                running.commitSync();
            }
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.putAll(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                "console-" + facts.reader(),
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
