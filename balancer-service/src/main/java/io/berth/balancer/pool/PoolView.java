package io.berth.balancer.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A pool as the API shows it. */
public record PoolView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        PoolProtocol protocol,
        Algorithm algorithm,
        HealthCheck healthCheck,
        Duration slowStart,
        Duration drainTimeout,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long version)
        implements ResourceView {

    static PoolView of(Pool pool) {
        return new PoolView(
                pool.id(),
                pool.name(),
                pool.project(),
                pool.labels(),
                pool.status(),
                pool.statusReason(),
                pool.protocol(),
                pool.algorithm(),
                pool.healthCheck(),
                pool.slowStart(),
                pool.drainTimeout(),
                pool.createdAt(),
                pool.updatedAt(),
                pool.version());
    }
}
