package io.berth.balancer.pool;

import io.berth.web.ResourceStatus;
import java.time.Duration;

/** What makes a pool's backend. */
public record PoolSettings(
        String id,
        String project,
        String name,
        int number,
        PoolProtocol protocol,
        Algorithm algorithm,
        HealthCheck healthCheck,
        Duration slowStart,
        Duration drainTimeout,
        boolean deleting) {

    static PoolSettings of(Pool pool) {
        return new PoolSettings(
                pool.id(),
                pool.project(),
                pool.name(),
                pool.number(),
                pool.protocol(),
                pool.algorithm(),
                pool.healthCheck(),
                pool.slowStart(),
                pool.drainTimeout(),
                pool.status() == ResourceStatus.DELETING);
    }
}
