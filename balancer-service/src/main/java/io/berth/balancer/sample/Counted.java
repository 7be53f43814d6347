package io.berth.balancer.sample;

import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Two readings of one proxy's counters, and what happened between them. */
record Counted(Stats before, Instant from, Stats now, Instant at) {

    /** Requests per second that a pool got. */
    double poolRate(String pool) {
        return perSecond(
                now.backend(pool).map(row -> row.requests()).orElse(0L),
                before == null
                        ? null
                        : before.backend(pool).map(row -> row.requests()).orElse(0L));
    }

    /** Requests per second by target. */
    Map<String, Double> targetRates(String pool) {
        return now.servers().stream()
                .filter(row -> row.backend().equals(pool))
                .collect(Collectors.toMap(
                        ServerRow::name,
                        row -> perSecond(
                                row.requests(),
                                before == null
                                        ? null
                                        : before.server(pool, row.name())
                                                .map(ServerRow::requests)
                                                .orElse(0L))));
    }

    long sum(String pool, ToLongFunction<ServerRow> counter) {
        return now.servers().stream()
                .filter(row -> row.backend().equals(pool))
                .mapToLong(counter)
                .sum();
    }

    long queued(String pool) {
        return now.backend(pool).map(row -> row.queued()).orElse(0L);
    }

    /** A counter that went back is a new worker's: what it counted is all there was. */
    private double perSecond(long count, Long last) {
        if (last == null) {
            return 0;
        }
        long more = count >= last ? count - last : count;
        double seconds = Math.max(Duration.between(from, at).toNanos() / 1e9, 0.001);
        return Math.round(more / seconds * 100) / 100.0;
    }
}
