package io.berth.balancer.pool;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Map;

/**
 * @param protocol {@code HTTP} when absent
 * @param algorithm {@code WEIGHTED_ROUND_ROBIN} when absent
 * @param slowStart how long a target's weight ramps up after it became healthy; none when absent
 * @param drainTimeout how long a leaving target may finish what it has, 30s when absent
 */
record CreatePool(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        PoolProtocol protocol,
        Algorithm algorithm,
        @Valid HealthCheck healthCheck,
        Stickiness stickiness,
        Duration slowStart,
        Duration drainTimeout) {

    CreatePool {
        protocol = protocol == null ? PoolProtocol.HTTP : protocol;
        algorithm = algorithm == null ? Algorithm.WEIGHTED_ROUND_ROBIN : algorithm;
    }
}
