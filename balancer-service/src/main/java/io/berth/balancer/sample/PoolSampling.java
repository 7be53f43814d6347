package io.berth.balancer.sample;

import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.proxy.LiveProxies.LivePool;
import io.berth.balancer.proxy.LiveProxies.LiveProxy;
import io.berth.balancer.proxy.LiveProxies.LiveTarget;
import io.berth.balancer.sample.PoolSampled.TargetSampled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One pool's sample out of the counters of all proxies that carry it. */
final class PoolSampling {
    private PoolSampling() {}

    /** A proxy and its counters. */
    record Reading(LiveProxy proxy, Counted counted) {}

    /** Empty while one of the proxies was read only once: what it gets per second is not known then, and not none. */
    static Optional<PoolSampled> of(LivePool pool, List<Reading> readings, Double latencyP95Ms, Instant at) {
        return readings.stream().anyMatch(one -> one.counted().before() == null)
                ? Optional.empty()
                : Optional.of(sample(pool, readings, latencyP95Ms, at));
    }

    private static PoolSampled sample(LivePool pool, List<Reading> readings, Double latencyP95Ms, Instant at) {
        var first = readings.getFirst().proxy();
        var targets = first.targets().values().stream()
                .filter(target -> target.pool().equals(pool.id()))
                .toList();
        var perTarget =
                targets.stream().map(target -> sampled(target, readings)).toList();
        var serving = targets.stream().filter(target -> !target.leaving()).toList();
        return new PoolSampled(
                pool.id(),
                pool.name(),
                first.project(),
                at,
                round(readings.stream()
                        .mapToDouble(one -> one.counted().poolRate(pool.id()))
                        .sum()),
                readings.stream()
                        .mapToLong(one -> one.counted().sum(pool.id(), ServerRow::sessions))
                        .sum(),
                readings.stream()
                        .mapToLong(one -> one.counted().queued(pool.id()))
                        .sum(),
                latencyP95Ms,
                serving.size(),
                (int) serving.stream().filter(target -> open(target, readings)).count(),
                perTarget);
    }

    private static boolean open(LiveTarget target, List<Reading> readings) {
        return readings.stream()
                .allMatch(one -> one.counted()
                        .now()
                        .server(target.pool(), target.id())
                        .filter(row -> row.up() && !row.draining())
                        .isPresent());
    }

    private static TargetSampled sampled(LiveTarget target, List<Reading> readings) {
        double rate = readings.stream()
                .mapToDouble(one -> one.counted().targetRates(target.pool()).getOrDefault(target.id(), 0.0))
                .sum();
        long inflight = readings.stream()
                .mapToLong(one -> one.counted()
                        .now()
                        .server(target.pool(), target.id())
                        .map(ServerRow::sessions)
                        .orElse(0L))
                .sum();
        return new TargetSampled(target.id(), target.instance(), round(rate), inflight, target.status());
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
