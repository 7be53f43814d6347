package io.berth.network.network;

import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a project may do with its networks: each change is one transaction with one fact. */
@ApplicationScoped
class NetworkService {
    private final NetworkRepository networks;
    private final Allocation allocation;
    private final Outbox outbox;
    private final Clock clock;
    private final Event<NetworkTouched> touched;
    private final Event<NetworkGoing> going;

    NetworkService(
            NetworkRepository networks,
            Allocation allocation,
            Outbox outbox,
            Clock clock,
            Event<NetworkTouched> touched,
            Event<NetworkGoing> going) {
        this.networks = networks;
        this.allocation = allocation;
        this.outbox = outbox;
        this.clock = clock;
        this.touched = touched;
        this.going = going;
    }

    /** @param onEngine the subnets of every network the engine has, foreign ones too */
    @Transactional
    NetworkView create(CreateNetwork wanted, List<String> onEngine, Origin origin) {
        NetworkOptions.requireSupported(wanted);
        PredefinedNetworks.requireNot(wanted.name());
        networks.requireNameFree(wanted.name());
        var subnets = allocation.choose(wanted.subnets(), onEngine);
        var network = Network.requested(wanted, subnets, allocation.placement(), origin, clock.instant());
        networks.persistAndFlush(network);
        allocation.take(network.id(), subnets);
        network.causedBy(outbox.append(NetworkFacts.Requested.of(network), network.origin()));
        touched.fire(new NetworkTouched(network.id()));
        return NetworkView.of(network);
    }

    /** The project's networks, then the predefined ones. */
    @Transactional
    Page<NetworkView> list(PageRequest request, String project) {
        var page = networks.page(request).map(NetworkView::of);
        if (page.next() != null
                || !request.labels().isEmpty()
                || request.status().isPresent()) {
            return page;
        }
        var items = new ArrayList<>(page.items());
        items.addAll(PredefinedNetworks.after(
                request.after(), project, allocation.placement().host()));
        return Page.cut(items, request.limit(), NetworkView::id);
    }

    @Transactional
    NetworkView view(String ref, String project) {
        return PredefinedNetworks.view(ref, project, allocation.placement().host())
                .orElseGet(() -> NetworkView.of(networks.requireRef(ref)));
    }

    @Transactional
    boolean gone(String id) {
        return networks.findByIdOptional(id).isEmpty();
    }

    @Transactional
    NetworkView relabel(String ref, Map<String, String> labels, String ifMatch) {
        var network = networks.requireRef(ref);
        Etags.requireMatch(ifMatch, network.version());
        network.relabel(labels, clock.instant());
        networks.flush();
        return NetworkView.of(network);
    }

    /** Accepts the deletion. Who calls has seen that nobody is on it; whoever joins meanwhile delays the removal. */
    @Transactional
    void delete(String ref, String ifMatch) {
        // Locked, so that no endpoint is made between the look and the mark.
        var network = networks.requireLocked(ref);
        Etags.requireMatch(ifMatch, network.version());
        going.fire(new NetworkGoing(network.id()));
        requireNoEndpoints(network);
        if (network.status() != ResourceStatus.DELETING) {
            network.deleting(clock.instant());
        }
        touched.fire(new NetworkTouched(network.id()));
    }

    private void requireNoEndpoints(Network network) {
        var endpoints = networks.endpoints(network.id());
        if (!endpoints.isEmpty()) {
            throw new ProblemException(
                    NetworkError.NETWORK_IN_USE,
                    network.name() + " has endpoints: " + String.join(", ", endpoints),
                    "Delete them first.");
        }
    }
}
