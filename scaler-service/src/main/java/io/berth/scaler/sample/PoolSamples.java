package io.berth.scaler.sample;

import io.berth.scaler.decision.Metric;
import io.berth.scaler.decision.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The samples of the last ten seconds, by pool. Lossy: after a restart there is nothing until the next samples arrive. */
@ApplicationScoped
public class PoolSamples {
    /** Over which metrics are averaged. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** Fewer than this are no measurement. */
    static final int FEWEST = 3;

    /** A newest sample older than this means that nobody measures any more. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private record Pool(String project, String name) {}

    private final Map<Pool, Deque<PoolSample>> pools = new ConcurrentHashMap<>();
    private final Clock clock;

    PoolSamples(Clock clock) {
        this.clock = clock;
    }

    void add(PoolSample sample) {
        var now = clock.instant();
        var oldest = now.minus(WINDOW);
        // What is said to be later was measured before the clock was set back.
        var latest = now.plus(FRESH);
        if (sample.at() == null || sample.at().isBefore(oldest)) {
            return;
        }
        pools.compute(new Pool(sample.project(), sample.poolName()), (pool, known) -> {
            var samples = known == null ? new ArrayDeque<PoolSample>() : new ArrayDeque<>(known);
            samples.removeIf(one -> one.at().isBefore(oldest)
                    || one.at().equals(sample.at())
                    || one.at().isAfter(latest));
            samples.add(sample);
            return samples;
        });
        pools.values().removeIf(samples -> samples.getLast().at().isBefore(oldest));
    }

    /** Requests being served by each instance of the pool, by the newest sample. */
    public Map<String, Integer> inflight(String project, String pool) {
        var inflight = new HashMap<String, Integer>();
        var samples = pools.get(new Pool(project, pool));
        if (samples != null) {
            samples.getLast().perTarget().stream()
                    .filter(target -> target.instance() != null)
                    .forEach(target ->
                            inflight.merge(target.instance(), (int) Math.ceil(target.inflight()), Integer::sum));
        }
        return inflight;
    }

    /**
     * A metric of the group whose instances are named.
     *
     * @param instances all of the group that may carry load, draining ones too: load is load, wherever it lands
     * @param inService how many of them are in service
     */
    public Reading read(Metric metric, String project, String pool, Set<String> instances, int inService) {
        var now = clock.instant();
        var samples = pools.getOrDefault(new Pool(project, pool), new ArrayDeque<>()).stream()
                .filter(sample -> sample.at().isAfter(now.minus(WINDOW)))
                .toList();
        if (samples.isEmpty()) {
            return new Reading.Missing("nobody has sampled pool %s in the last 10 s".formatted(pool));
        }
        var newest = newest(samples);
        if (newest.isBefore(now.minus(FRESH))) {
            var age = Duration.between(newest, now).toSeconds();
            return new Reading.Missing("the last sample of pool %s is %d s old".formatted(pool, age));
        }
        if (samples.size() < FEWEST) {
            return new Reading.Missing("%d of at least %d samples of pool %s".formatted(samples.size(), FEWEST, pool));
        }
        return switch (metric) {
            case REQUESTS_PER_TARGET ->
                inService == 0
                        ? knocking(samples, rate -> rate)
                        : shared(samples, instances, inService, PoolSample.Target::requestRate);
            case INFLIGHT_PER_TARGET ->
                inService == 0
                        ? knocking(samples, rate -> rate > 0 ? 1 : 0)
                        : shared(samples, instances, inService, PoolSample.Target::inflight);
            case LATENCY_P95 -> latency(samples, inService);
        };
    }

    private static Instant newest(List<PoolSample> samples) {
        return samples.stream().map(PoolSample::at).max(Instant::compareTo).orElseThrow();
    }

    /**
     * The load while nobody serves, as requests that nobody answers: instances that are starting or down carry none, which does
     * not mean that none is wanted. How many requests would be under way is unknown; one is enough to wake a group.
     */
    private static Reading knocking(List<PoolSample> samples, DoubleUnaryOperator load) {
        double rate =
                samples.stream().mapToDouble(PoolSample::requestRate).average().orElse(0);
        return new Reading.Measured(load.applyAsDouble(rate), 0);
    }

    /** A load that instances share: the whole of it over those in service. */
    private static Reading shared(
            List<PoolSample> samples, Set<String> instances, int inService, ToDoubleFunction<PoolSample.Target> load) {
        double total = samples.stream()
                .mapToDouble(sample -> sample.perTarget().stream()
                        .filter(target -> target.instance() != null && instances.contains(target.instance()))
                        .mapToDouble(load)
                        .sum())
                .average()
                .orElse(0);
        return new Reading.Measured(total / inService, inService);
    }

    private static Reading latency(List<PoolSample> samples, int inService) {
        OptionalDouble mean = samples.stream()
                .map(PoolSample::latencyP95Ms)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent()
                ? new Reading.Measured(mean.getAsDouble(), inService)
                : new Reading.Missing("no request was answered in the last 10 s");
    }
}
