package io.berth.network.dependent;

import io.berth.outbox.FactHandler;
import io.berth.outbox.ReceivedFact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Keeps what groups and balancers say of the networks they want. */
@ApplicationScoped
class DependentFacts implements FactHandler {
    private final DependentRepository dependents;

    DependentFacts(DependentRepository dependents) {
        this.dependents = dependents;
    }

    @Override
    public Set<String> types() {
        return Set.of(Dependent.GROUP_CHANGED, Dependent.BALANCER_READY, Dependent.BALANCER_DELETED);
    }

    @Override
    public void on(ReceivedFact fact) {
        var dependent = Dependent.of(fact);
        dependents.forget(dependent.kind(), dependent.id());
        dependent.networks().forEach(network -> dependents.add(fact.origin().project(), dependent, network));
    }
}
