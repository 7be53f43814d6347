package io.berth.scaler.reconcile;

import io.berth.engine.NetworkAttachment;
import io.berth.outbox.Projections;
import io.berth.scaler.group.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A template's networks as the engine knows them, from what network-service publishes. */
@ApplicationScoped
class Networks {
    private final Projections projections;

    Networks(Projections projections) {
        this.projections = projections;
    }

    /** The first of the names that is not there yet. */
    @Transactional
    Optional<String> missing(Frame group) {
        return group.template().networks().stream()
                .filter(name -> find(group, name).isEmpty())
                .findFirst();
    }

    /** Whether all of them are on that host. */
    @Transactional
    boolean reach(Frame group, String host) {
        return group.template().networks().stream()
                .map(name -> find(group, name).map(NetworkState::host).orElse(null))
                .filter(Objects::nonNull)
                .allMatch(host::equals);
    }

    /**
     * In the order of the template.
     *
     * @param alias the instances' common name on each network
     * @throws LaunchException when one is missing
     */
    @Transactional
    List<NetworkAttachment> attachments(Frame group, List<String> names, String alias) {
        return names.stream()
                .map(name -> find(group, name)
                        .map(state -> new NetworkAttachment(state.engineName(), List.of(alias), null))
                        .orElseThrow(() -> new LaunchException(notThere(group, name))))
                .toList();
    }

    static String notThere(Frame group, String name) {
        return "network %s is not ready in project %s".formatted(name, group.project());
    }

    private Optional<NetworkState> find(Frame group, String name) {
        return projections
                .byName(NetworkState.TOPIC, group.project(), name, NetworkState.class)
                .filter(NetworkState::ready);
    }
}
