package io.berth.balancer.listener;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.balancer.balancer.BalancerSettings;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A listener as the API shows it.
 *
 * @param balancer name of its balancer
 * @param pool name of its pool; null for none
 */
public record ListenerView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        String balancer,
        String balancerId,
        ListenerProtocol protocol,
        String address,
        int port,
        String pool,
        String poolId,
        Duration idleTimeout,
        Accept accept,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    static ListenerView of(Listener listener, BalancerSettings balancer, String pool) {
        return new ListenerView(
                listener.id(),
                listener.name(),
                listener.project(),
                listener.labels(),
                listener.status(),
                listener.statusReason(),
                balancer.name(),
                balancer.id(),
                listener.protocol(),
                listener.address(),
                listener.port(),
                pool,
                listener.poolId(),
                listener.idleTimeout(),
                listener.acceptProxy() ? Accept.PROXY : null,
                listener.createdAt(),
                listener.updatedAt(),
                listener.version(),
                listener.failure());
    }
}
