package io.berth.balancer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.ProxyRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.haproxy.StatusClasses;
import io.berth.balancer.proxy.LiveProxies.LivePool;
import io.berth.balancer.proxy.LiveProxies.LiveProxy;
import io.berth.balancer.sample.PoolSampling.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolSamplingTest {
    private static final Instant THEN = Instant.parse("2030-01-01T00:00:00Z");
    private static final LivePool POOL = new LivePool("pool_1", "web");

    @Test
    void theFirstReadingOfAProxyIsNoSample() {
        assertThat(PoolSampling.of(POOL, List.of(first()), null, THEN)).isEmpty();
        assertThat(PoolSampling.of(POOL, List.of(second(), first()), null, THEN))
                .isEmpty();
    }

    @Test
    void twoReadingsMakeARate() {
        assertThat(PoolSampling.of(POOL, List.of(second()), null, THEN))
                .hasValueSatisfying(sample -> assertThat(sample.requestRate()).isEqualTo(20.0));
    }

    private static Reading first() {
        return reading(new Counted(null, null, stats(100), THEN));
    }

    private static Reading second() {
        return reading(new Counted(stats(60), THEN.minusSeconds(2), stats(100), THEN));
    }

    private static Reading reading(Counted counted) {
        return new Reading(
                new LiveProxy("bal_1", "default", Map.of(), Map.of(), Map.of(), new ProxyFiles(Path.of("nowhere"))),
                counted);
    }

    private static Stats stats(long requests) {
        var none = new StatusClasses(0, 0, 0, 0, 0);
        return new Stats(List.of(new ProxyRow("pool_1", false, requests, 0, 0, 0, 0, 0, 0, 0, 0, none)), List.of());
    }
}
