package io.berth.balancer.balancer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A balancer as the API shows it.
 *
 * @param networks names; empty for an external balancer
 * @param host name of the Docker host its proxy runs on
 */
public record BalancerView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        ProvisioningStatus provisioningStatus,
        OperatingStatus operatingStatus,
        Scheme scheme,
        List<String> networks,
        String host,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    static BalancerView of(Balancer balancer) {
        return new BalancerView(
                balancer.id(),
                balancer.name(),
                balancer.project(),
                balancer.labels(),
                balancer.status(),
                balancer.statusReason(),
                ProvisioningStatus.of(balancer.status()),
                balancer.operatingStatus(),
                balancer.scheme(),
                balancer.networks(),
                balancer.host(),
                balancer.createdAt(),
                balancer.updatedAt(),
                balancer.version(),
                balancer.failure());
    }
}
