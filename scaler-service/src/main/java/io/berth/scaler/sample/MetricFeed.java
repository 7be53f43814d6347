package io.berth.scaler.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code berth.metric} from its end on: what was measured while nobody looked is of no use. Remembers no position and
 * joins no group.
 */
@ApplicationScoped
class MetricFeed {
    private static final Logger LOG = Logger.getLogger(MetricFeed.class);
    private static final String TOPIC = "berth.metric";
    private static final String POOL_SAMPLED = "io.berth.pool.sampled.v1";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration DISCOVER = Duration.ofSeconds(30);

    private final Map<String, Object> broker;
    private final PoolSamples samples;
    private final ObjectMapper json;
    private volatile boolean running;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private Thread thread;

    MetricFeed(@Identifier("default-kafka-broker") Map<String, Object> broker, PoolSamples samples, ObjectMapper json) {
        this.broker = broker;
        this.samples = samples;
        this.json = json;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("metric-feed").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        thread.join(PAUSE.multipliedBy(3));
    }

    private void run() {
        while (running) {
            try (var consumer =
                    new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (KafkaException interrupted) {
                if (running) {
                    LOG.warnf("samples interrupted reason=\"%s\"", interrupted.getMessage());
                    pause();
                }
            }
        }
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(broker);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "scaler-service-samples");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return settings;
    }

    private void read(KafkaConsumer<String, byte[]> reading) {
        long nextLook = System.nanoTime();
        while (running) {
            if (System.nanoTime() - nextLook >= 0) {
                boolean found = assign(reading);
                nextLook = System.nanoTime() + (found ? DISCOVER : PAUSE).toNanos();
            }
            if (reading.assignment().isEmpty()) {
                pause();
            } else {
                reading.poll(POLL).forEach(this::take);
            }
        }
    }

    /** @return whether the topic exists */
    private static boolean assign(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.size() != consumer.assignment().size()) {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
        }
        return !partitions.isEmpty();
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        var type = message.headers().lastHeader("ce_type");
        if (type == null || !POOL_SAMPLED.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return;
        }
        try {
            samples.add(json.readValue(message.value(), PoolSample.class));
        } catch (JsonProcessingException unreadable) {
            LOG.debugf("sample ignored offset=%d reason=\"%s\"", message.offset(), unreadable.getOriginalMessage());
        } catch (IOException unreadable) {
            LOG.debugf(unreadable, "sample ignored offset=%d", message.offset());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
