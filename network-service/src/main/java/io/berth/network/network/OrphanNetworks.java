package io.berth.network.network;

import io.berth.engine.AddressRange;
import io.berth.engine.Engine;
import io.berth.engine.EngineNetwork;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Networks on the engines that no row stands for. A row is committed before its network is made, so these are of a database
 * that went back to an older copy.
 */
@ApplicationScoped
class OrphanNetworks {
    private final Hosts hosts;
    private final NetworkStore store;
    private final Tenant tenant;

    OrphanNetworks(Hosts hosts, NetworkStore store, Tenant tenant) {
        this.hosts = hosts;
        this.store = store;
        this.tenant = tenant;
    }

    /** Ids of everything that has a network on an engine, known or not. */
    List<String> owners() {
        return hosts.all().stream()
                .flatMap(host -> hosts.engine(host.name()).networks(NetworkReconciler.KIND).stream())
                .map(network -> network.owner().id())
                .distinct()
                .toList();
    }

    /** Whether a network that is going to be removed has some of the addresses. */
    boolean hold(Engine engine, List<AddressRange> addresses) {
        return engine.networks(NetworkReconciler.KIND).stream()
                .filter(network -> NetworkReconciler.overlap(NetworkReconciler.addresses(network.subnets()), addresses))
                .anyMatch(network -> tenant.call(
                                Tenant.ROOT, () -> store.asked(network.owner().id()))
                        .isEmpty());
    }

    /** Removes what the engines have of a network that no row stands for; one in use stays until nobody is on it. */
    Outcome remove(String id) {
        Outcome outcome = Outcome.GONE;
        for (var host : hosts.all()) {
            var engine = hosts.engine(host.name());
            for (EngineNetwork orphan : engine.networksOf(NetworkReconciler.KIND, id)) {
                if (orphan.attachments().isEmpty()) {
                    engine.removeNetwork(orphan.id());
                    tenant.run(Tenant.ROOT, () -> store.forgotten(orphan.owner()));
                } else {
                    outcome = Outcome.waitFor(NetworkReconciler.UNTIL_FREE);
                }
            }
        }
        return outcome;
    }
}
