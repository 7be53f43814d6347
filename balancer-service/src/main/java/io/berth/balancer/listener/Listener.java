package io.berth.balancer.listener;

import io.berth.outbox.Origin;
import io.berth.web.Resource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

@Entity
class Listener extends Resource {
    private int number;
    private String balancerId;
    private String poolId;
    private String servingPoolId;

    @Enumerated(EnumType.STRING)
    private ListenerProtocol protocol;

    private String address;
    private int port;
    private long idleTimeoutMs;
    private boolean acceptProxy;

    protected Listener() {}

    Listener(
            String id,
            String name,
            Map<String, String> labels,
            int number,
            String balancerId,
            Origin origin,
            Instant now) {
        super(id, name, labels, origin, now);
        this.number = number;
        this.balancerId = balancerId;
    }

    Listener at(ListenerProtocol protocol, String address, int port) {
        this.protocol = protocol;
        this.address = address;
        this.port = port;
        return this;
    }

    /** Where its traffic goes and how. */
    Listener serving(String poolId, Duration idleTimeout, boolean acceptProxy) {
        this.poolId = poolId;
        this.idleTimeoutMs = idleTimeout.toMillis();
        this.acceptProxy = acceptProxy;
        return this;
    }

    /** Its traffic goes where it is wanted. */
    void arrived() {
        this.servingPoolId = poolId;
    }

    int number() {
        return number;
    }

    String balancerId() {
        return balancerId;
    }

    String poolId() {
        return poolId;
    }

    /** Where its traffic goes; null before it was ever bound. */
    String servingPoolId() {
        return servingPoolId;
    }

    ListenerProtocol protocol() {
        return protocol;
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    Duration idleTimeout() {
        return Duration.ofMillis(idleTimeoutMs);
    }

    boolean acceptProxy() {
        return acceptProxy;
    }
}
