package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
class MetricPublisherComponentTest {

    record Sample(String pool, int inflight) {}

    @Inject
    MetricPublisher metrics;

    @Inject
    OutboxConfig config;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void aSampleArrivesAsACloudEvent() {
        metrics.publish("test.other", "io.berth.pool.sampled.v1", "pool_1", "acme", new Sample("pool_1", 3));

        try (var topic = new Topic(bootstrap, "test.other")) {
            await().until(() -> topic.records().stream().anyMatch(r -> "pool_1".equals(r.key())));
            var record = topic.records().stream()
                    .filter(r -> "pool_1".equals(r.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(record.key()).isEqualTo("pool_1");
            assertThat(Topic.header(record.headers(), "ce_type")).isEqualTo("io.berth.pool.sampled.v1");
            assertThat(Topic.header(record.headers(), "ce_project")).isEqualTo("acme");
            assertThat(FactJson.read(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8), Sample.class))
                    .isEqualTo(new Sample("pool_1", 3));
        }
    }

    @Test
    void aBrokerWhoseNameResolvesOnlyLaterGetsItsSamples() {
        MeterRegistry meters = new SimpleMeterRegistry();
        var broker = new ConcurrentHashMap<String, Object>(Map.of("bootstrap.servers", "nowhere.invalid:9092"));
        var late = new MetricPublisher(new KafkaSettings(broker, "late-test"), Clock.systemUTC(), config, meters);
        late.publish("test.other", "io.berth.pool.sampled.v1", "late", "acme", new Sample("late", 1));
        await().during(Duration.ofSeconds(1)).until(late::healthy);

        broker.put("bootstrap.servers", bootstrap);
        await().until(() -> meters.counter("berth.metrics.sent").count() == 1);
        late.stop(null);
    }

    @Test
    void aSampleThatCannotBeWrittenLosesOnlyItself() {
        MeterRegistry meters = new SimpleMeterRegistry();
        var broker = Map.<String, Object>of("bootstrap.servers", bootstrap);
        var odd = new MetricPublisher(new KafkaSettings(broker, "odd-test"), Clock.systemUTC(), config, meters);
        odd.publish("test.other", null, "odd", "acme", new Sample("odd", 1));
        odd.publish("test.other", "io.berth.pool.sampled.v1", "odd", "acme", new Sample("odd", 2));

        await().until(() -> meters.counter("berth.metrics.sent").count() == 1);
        assertThat(meters.counter("berth.metrics.dropped").count()).isEqualTo(1);
        odd.stop(null);
    }

    @Test
    void withoutABrokerTheCallerIsNotHeldAndDropsAreCounted() {
        MeterRegistry meters = new SimpleMeterRegistry();
        var nowhere = new KafkaSettings(Map.of("bootstrap.servers", "127.0.0.1:1"), "metrics-test");
        var lonely = new MetricPublisher(nowhere, Clock.systemUTC(), config, meters);
        long start = System.nanoTime();
        int samples = 2 * config.metrics().buffer();
        for (int i = 0; i < samples; i++) {
            lonely.publish("test.other", "io.berth.pool.sampled.v1", "p", "acme", new Sample("p", i));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        await().until(() -> meters.counter("berth.metrics.dropped").count()
                >= config.metrics().buffer());
        lonely.stop(null);
    }
}
