package io.berth.network.dependent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Who wants a network, whether they are on it or not: known from their facts, so a moment behind. */
@ApplicationScoped
public class Dependents {
    private final DependentRepository dependents;

    Dependents(DependentRepository dependents) {
        this.dependents = dependents;
    }

    /** Kind and name of each, {@code group workers}; they name the network by its id or its name. */
    @Transactional
    public List<String> of(String project, String network, String name) {
        return dependents.of(project, List.of(network, name));
    }
}
