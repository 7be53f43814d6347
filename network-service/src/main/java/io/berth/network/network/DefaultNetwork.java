package io.berth.network.network;

import io.berth.outbox.FactHandler;
import io.berth.outbox.ReceivedFact;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * Makes the network {@code default} of a project when a group asks for it: a group whose template names no network gets that one,
 * so that instances of two projects never share the engine's default bridge, where neighbours reach each other.
 */
@ApplicationScoped
class DefaultNetwork implements FactHandler {
    static final String NAME = "default";

    private final NetworkService networks;
    private final NetworkRepository repository;
    private final Tenant tenant;

    DefaultNetwork(NetworkService networks, NetworkRepository repository, Tenant tenant) {
        this.networks = networks;
        this.repository = repository;
        this.tenant = tenant;
    }

    /** What is read of a group's fact. */
    record GroupChanged(Template template) {
        record Template(List<String> networks) {}

        boolean wantsDefault() {
            return template != null && List.of(NAME).equals(template.networks());
        }
    }

    @Override
    public Set<String> types() {
        return Set.of("io.berth.group.changed.v1");
    }

    @Override
    public void on(ReceivedFact fact) {
        if (!fact.dataAs(GroupChanged.class).wantsDefault()) {
            return;
        }
        var origin = fact.origin().causedBy(fact.id());
        tenant.run(origin.project(), () -> {
            if (repository.findRef(NAME).isEmpty()) {
                // The engine is not asked from inside this transaction: a block that is taken is exchanged when the
                // network is made.
                networks.create(CreateNetwork.named(NAME), List.of(), origin);
            }
        });
    }
}
