package io.berth.balancer.pool;

import io.berth.outbox.Origin;
import io.berth.web.Resource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

@Entity
class Pool extends Resource {
    private int number;

    @Enumerated(EnumType.STRING)
    private PoolProtocol protocol;

    @Enumerated(EnumType.STRING)
    private Algorithm algorithm;

    private String checkPath;
    private String checkExpectedStatus;
    private long checkIntervalMs;
    private long checkTimeoutMs;
    private int checkRise;
    private int checkFall;
    private long slowStartMs;
    private long drainTimeoutMs;

    protected Pool() {}

    Pool(
            String id,
            String name,
            Map<String, String> labels,
            int number,
            PoolProtocol protocol,
            Origin origin,
            Instant now) {
        super(id, name, labels, origin, now);
        this.number = number;
        this.protocol = protocol;
        ready(now);
    }

    /** How traffic is spread and targets are checked from now on. */
    Pool spreading(Algorithm algorithm, HealthCheck check, Duration slowStart, Duration drainTimeout) {
        this.algorithm = algorithm;
        this.checkPath = check.path();
        this.checkExpectedStatus = check.expectedStatus();
        this.checkIntervalMs = check.interval().toMillis();
        this.checkTimeoutMs = check.timeout().toMillis();
        this.checkRise = check.rise();
        this.checkFall = check.fall();
        this.slowStartMs = slowStart.toMillis();
        this.drainTimeoutMs = drainTimeout.toMillis();
        return this;
    }

    int number() {
        return number;
    }

    PoolProtocol protocol() {
        return protocol;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    HealthCheck healthCheck() {
        return new HealthCheck(
                checkPath == null ? CheckProtocol.TCP : CheckProtocol.HTTP,
                checkPath,
                checkExpectedStatus,
                Duration.ofMillis(checkIntervalMs),
                Duration.ofMillis(checkTimeoutMs),
                checkRise,
                checkFall);
    }

    Duration slowStart() {
        return Duration.ofMillis(slowStartMs);
    }

    Duration drainTimeout() {
        return Duration.ofMillis(drainTimeoutMs);
    }
}
