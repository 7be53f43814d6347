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
            await().until(() -> topic.records().size() == 1);
            var record = topic.records().getFirst();
            assertThat(record.key()).isEqualTo("pool_1");
            assertThat(Topic.header(record.headers(), "ce_type")).isEqualTo("io.berth.pool.sampled.v1");
            assertThat(Topic.header(record.headers(), "ce_project")).isEqualTo("acme");
            assertThat(FactJson.read(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8), Sample.class))
                    .isEqualTo(new Sample("pool_1", 3));
        }
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
