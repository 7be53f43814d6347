package io.berth.network.endpoint;

import io.berth.engine.EngineContainer;
import io.berth.network.network.Networks;
import io.berth.outbox.Origin;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** What a project may do with the endpoints of its networks. */
@ApplicationScoped
class EndpointService {
    private final EndpointRepository endpoints;
    private final Networks networks;
    private final Clock clock;
    private final Event<EndpointTouched> touched;

    EndpointService(EndpointRepository endpoints, Networks networks, Clock clock, Event<EndpointTouched> touched) {
        this.endpoints = endpoints;
        this.networks = networks;
        this.clock = clock;
        this.touched = touched;
    }

    /**
     * @param container that the caller may attach
     * @throws ProblemException also when its group has put it on the network: a deletion would take it off
     */
    @Transactional
    EndpointView create(Networks.Place network, EngineContainer container, CreateEndpoint wanted, Origin origin) {
        networks.requireAccepting(network.id());
        var endpoint = Endpoint.requested(network.id(), container.id(), wanted, origin, clock.instant());
        endpoints.requireNameFree(endpoint.name());
        if (!container.running()) {
            // The engine says of running containers only where they are.
            throw new ProblemException(
                    EndpointError.ENDPOINT_IMPOSSIBLE,
                    wanted.container() + " does not run.",
                    "Try again when its group has started it.");
        }
        if (container.addresses().containsKey(network.engineName()) || endpoints.exists(network.id(), container.id())) {
            throw new ProblemException(
                    EndpointError.ENDPOINT_EXISTS, wanted.container() + " is on " + network.engineName() + " already.");
        }
        endpoints.persistAndFlush(endpoint);
        touched.fire(new EndpointTouched(endpoint.id()));
        return EndpointView.of(endpoint);
    }

    @Transactional
    Page<EndpointView> list(Networks.Place network, PageRequest page) {
        return endpoints
                .page(page, "network = :network", Map.of("network", network.id()))
                .map(EndpointView::of);
    }

    @Transactional
    EndpointView view(Networks.Place network, String ref) {
        return EndpointView.of(endpoints.requireOn(network.id(), ref));
    }

    @Transactional
    boolean gone(String id) {
        return endpoints.findByIdOptional(id).isEmpty();
    }

    @Transactional
    String delete(Networks.Place network, String ref, String ifMatch) {
        var endpoint = endpoints.requireOn(network.id(), ref);
        Etags.requireMatch(ifMatch, endpoint.version());
        if (endpoint.status() != ResourceStatus.DELETING) {
            endpoint.deleting(clock.instant());
        }
        touched.fire(new EndpointTouched(endpoint.id()));
        return endpoint.id();
    }
}
