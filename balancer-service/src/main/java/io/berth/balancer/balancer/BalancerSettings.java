package io.berth.balancer.balancer;

import io.berth.web.ResourceStatus;
import java.util.List;

/** What makes a balancer's proxy, and what was last recorded of it. */
public record BalancerSettings(
        String id,
        String project,
        String name,
        Scheme scheme,
        List<String> networks,
        String host,
        long generation,
        ResourceStatus status,
        String statusReason,
        OperatingStatus operatingStatus) {

    static BalancerSettings of(Balancer balancer) {
        return new BalancerSettings(
                balancer.id(),
                balancer.project(),
                balancer.name(),
                balancer.scheme(),
                balancer.networks(),
                balancer.host(),
                balancer.generation(),
                balancer.status(),
                balancer.statusReason(),
                balancer.operatingStatus());
    }

    public boolean deleting() {
        return status == ResourceStatus.DELETING;
    }

    public boolean external() {
        return scheme == Scheme.EXTERNAL;
    }
}
