package io.berth.network.endpoint;

import io.berth.network.network.NetworkGoing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

/**
 * Endpoints that keep nobody on their network: most of them are of instances that their group has replaced since. They go with
 * the network instead of holding it.
 */
@ApplicationScoped
class FailedEndpoints {
    private final EndpointRepository endpoints;
    private final EndpointStore store;

    FailedEndpoints(EndpointRepository endpoints, EndpointStore store) {
        this.endpoints = endpoints;
        this.store = store;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void on(@Observes NetworkGoing network) {
        endpoints.failedOn(network.id()).forEach(store::detached);
    }
}
