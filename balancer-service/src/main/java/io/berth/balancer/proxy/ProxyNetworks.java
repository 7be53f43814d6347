package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerSettings;
import io.berth.outbox.Projections;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The engine's names of the networks that an internal balancer listens on, from network-service's published state. */
@ApplicationScoped
class ProxyNetworks {
    private static final String TOPIC = "berth.network-state";
    private static final String READY = "READY";

    private final Projections projections;

    ProxyNetworks(Projections projections) {
        this.projections = projections;
    }

    /** What is read of a network's state. */
    record NetworkState(String engineName, String host, String status) {}

    /** A network is not there, or not yet. */
    static final class NotReady extends RuntimeException {
        NotReady(String message) {
            super(message);
        }
    }

    /** Empty for the host's network. @throws NotReady while one of them is missing */
    List<String> engineNames(BalancerSettings balancer) {
        return balancer.networks().stream()
                .map(name -> projections
                        .byName(TOPIC, balancer.project(), name, NetworkState.class)
                        .filter(network -> READY.equals(network.status()))
                        .map(NetworkState::engineName)
                        .orElseThrow(() -> new NotReady("the network " + name + " is not ready")))
                .toList();
    }
}
