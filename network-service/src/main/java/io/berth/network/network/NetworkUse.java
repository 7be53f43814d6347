package io.berth.network.network;

import io.berth.engine.AddressRange;
import io.berth.engine.EngineException;
import io.berth.engine.EngineNetwork;
import io.berth.engine.Hosts;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Who uses what, as the engine reports it at this moment. Never called inside a transaction. */
@ApplicationScoped
class NetworkUse {
    private static final Logger LOG = Logger.getLogger(NetworkUse.class);

    private final Hosts hosts;

    NetworkUse(Hosts hosts) {
        this.hosts = hosts;
    }

    /**
     * Subnets of every network on the engine, foreign ones too. None when the engine does not answer: the wish is accepted, and
     * an overlap is found when the network is made.
     */
    List<String> takenSubnets() {
        try {
            return hosts.engine(hosts.defaultHost().name()).usedSubnets().stream()
                    .map(AddressRange::cidr)
                    .toList();
        } catch (EngineException away) {
            LOG.warnf("subnets of the engine unknown reason=%s", away.getMessage());
            return List.of();
        }
    }

    /** The network on its engine; empty while that does not answer or has none. */
    Optional<EngineNetwork> seen(NetworkView network) {
        try {
            return network.engineId() == null
                    ? Optional.empty()
                    : hosts.engine(network.host()).network(network.engineId());
        } catch (EngineException away) {
            LOG.warnf("use of a network unknown network=%s reason=%s", network.id(), away.getMessage());
            return Optional.empty();
        }
    }

    /** @throws ProblemException naming the containers on it */
    void requireUnused(NetworkView network) {
        var users = seen(network).map(EngineNetwork::attachments).orElse(List.of());
        if (!users.isEmpty()) {
            throw new ProblemException(
                    NetworkError.NETWORK_IN_USE,
                    network.name() + " is used by "
                            + users.stream()
                                    .map(user -> user.containerName())
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "Delete the groups, balancers and endpoints on it first.");
        }
    }
}
