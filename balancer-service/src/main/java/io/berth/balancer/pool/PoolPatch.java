package io.berth.balancer.pool;

import io.berth.web.ResourceLabels;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Map;

/** What can be changed of a pool; {@code null} brings a default back. */
record PoolPatch(
        @ResourceLabels Map<String, String> labels,
        Algorithm algorithm,
        @Valid HealthCheck healthCheck,
        Duration slowStart,
        Duration drainTimeout) {}
