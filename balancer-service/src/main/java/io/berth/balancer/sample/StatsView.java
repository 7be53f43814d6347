package io.berth.balancer.sample;

import java.time.Instant;
import java.util.List;

/**
 * A balancer's statistics. Counters are since the proxy's last start or reload, rates per second over the last one,
 * latencies of the last ten.
 */
record StatsView(
        String balancer, Instant at, List<ListenerStats> listeners, List<PoolStats> pools, List<TargetStats> targets) {

    /**
     * @param rate requests (HTTP) or connections (TCP) per second
     * @param queued requests that wait for a target of its pool
     */
    record ListenerStats(
            String listener,
            long rate,
            long sessions,
            long queued,
            long requests,
            long bytesIn,
            long bytesOut,
            Statuses statuses,
            LatencyMs latencyMs) {}

    /**
     * @param redispatches requests that one target could not be reached for and another answered
     * @param connectionErrors of requests that no target could be reached for
     */
    record PoolStats(
            String pool,
            double rate,
            long sessions,
            long queued,
            long requests,
            long retries,
            long redispatches,
            long connectionErrors,
            long bytesIn,
            long bytesOut,
            Statuses statuses,
            LatencyMs latencyMs) {}

    record TargetStats(
            String target,
            String pool,
            String instance,
            String check,
            boolean open,
            int weight,
            double rate,
            long sessions,
            long queued,
            long requests,
            long retries,
            long redispatches,
            long bytesIn,
            long bytesOut,
            Statuses statuses,
            LatencyMs latencyMs) {}

    /** Answers by class. */
    record Statuses(long s1xx, long s2xx, long s3xx, long s4xx, long s5xx) {}

    /** Null where nothing was answered. */
    record LatencyMs(Double p50, Double p95, Double p99) {}
}
