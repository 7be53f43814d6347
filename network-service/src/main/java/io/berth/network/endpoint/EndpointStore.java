package io.berth.network.endpoint;

import io.berth.network.endpoint.EndpointPlan.Wanted;
import io.berth.outbox.Outbox;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the reconciler reads and records, each in a short transaction of its own. */
@ApplicationScoped
class EndpointStore {
    private final EndpointRepository endpoints;
    private final Outbox outbox;
    private final Clock clock;

    EndpointStore(EndpointRepository endpoints, Outbox outbox, Clock clock) {
        this.endpoints = endpoints;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The row as the plan and the engine want it. */
    record Asked(Wanted wanted, String network, String container, List<String> aliases, String address) {}

    @Transactional
    List<String> ids() {
        return endpoints.allIds();
    }

    @Transactional
    Optional<Asked> asked(String id) {
        return endpoints
                .findByIdOptional(id)
                .map(endpoint -> new Asked(
                        new Wanted(
                                endpoint.status() == ResourceStatus.DELETING,
                                endpoint.status() == ResourceStatus.FAILED),
                        endpoint.network,
                        endpoint.container,
                        endpoint.aliases,
                        endpoint.wantedAddress));
    }

    /** True when it was news. */
    @Transactional
    boolean attached(String id, String address) {
        var endpoint = endpoints.findById(id);
        // Deleted meanwhile: the wish to go stands.
        if (endpoint == null
                || endpoint.status() == ResourceStatus.DELETING
                || !endpoint.attached(address, clock.instant())) {
            return false;
        }
        var fact = new EndpointFacts.Attached(id, endpoint.network, endpoint.container, address);
        endpoint.causedBy(outbox.append(fact, endpoint.origin()));
        return true;
    }

    @Transactional
    void failed(String id, EndpointError code, String reason) {
        var endpoint = endpoints.findById(id);
        if (endpoint != null && endpoint.status() != ResourceStatus.DELETING) {
            endpoint.failed(code, reason, clock.instant());
        }
    }

    @Transactional
    void detached(String id) {
        var endpoint = endpoints.findById(id);
        if (endpoint == null) {
            return;
        }
        endpoints.delete(endpoint);
        outbox.append(new EndpointFacts.Detached(id, endpoint.network, endpoint.container), endpoint.origin());
    }
}
