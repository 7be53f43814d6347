package io.berth.balancer.sample;

import java.time.Instant;
import java.util.List;

/**
 * One second of a pool on all its balancers; telemetry, so lossy. Type {@code io.berth.pool.sampled.v1} on
 * {@code berth.metric}, key = the pool's id.
 *
 * @param requestRate requests (HTTP) or connections (TCP) per second
 * @param inflight under way
 * @param queued waiting for a target
 * @param latencyP95Ms of the last ten seconds; null when nothing was answered
 * @param targets that should serve
 * @param healthyTargets that do
 */
record PoolSampled(
        String pool,
        String poolName,
        String project,
        Instant at,
        double requestRate,
        long inflight,
        long queued,
        Double latencyP95Ms,
        int targets,
        int healthyTargets,
        List<TargetSampled> perTarget) {

    static final String TYPE = "io.berth.pool.sampled.v1";
    static final String TOPIC = "berth.metric";

    /**
     * @param instance the scaling group's, or null
     * @param status as recorded, {@code HEALTHY} and so on
     */
    record TargetSampled(String target, String instance, double requestRate, long inflight, String status) {}
}
