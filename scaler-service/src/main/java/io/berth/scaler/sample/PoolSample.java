package io.berth.scaler.sample;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * One second of a pool ({@code io.berth.pool.sampled.v1}), as far as scaling needs it.
 *
 * @param requestRate per second over all listeners
 * @param latencyP95Ms null without requests
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PoolSample(
        String poolName, String project, Instant at, double requestRate, Double latencyP95Ms, List<Target> perTarget) {

    PoolSample {
        perTarget = perTarget == null ? List.of() : List.copyOf(perTarget);
    }

    /** @param instance of a group, null for a target that a user added */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Target(String instance, double requestRate, double inflight) {}
}
