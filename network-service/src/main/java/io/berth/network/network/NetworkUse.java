package io.berth.network.network;

import io.berth.engine.AddressRange;
import io.berth.engine.Attachment;
import io.berth.engine.EngineException;
import io.berth.engine.EngineNetwork;
import io.berth.engine.Hosts;
import io.berth.network.dependent.Dependents;
import io.berth.outbox.LateFacts;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Who uses what, as the engine reports it at this moment. Never called inside a transaction. */
@ApplicationScoped
class NetworkUse {
    private static final Logger LOG = Logger.getLogger(NetworkUse.class);

    private final Hosts hosts;
    private final Dependents dependents;

    NetworkUse(Hosts hosts, Dependents dependents) {
        this.hosts = hosts;
        this.dependents = dependents;
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

    /** @throws ProblemException naming the containers on it, and the groups and balancers that would put some there */
    void requireUnused(NetworkView network) {
        var containers = seen(network).map(EngineNetwork::attachments).orElse(List.of()).stream()
                .map(Attachment::containerName);
        var users =
                Stream.concat(wantedBy(network).stream(), containers.sorted()).toList();
        if (!users.isEmpty()) {
            throw new ProblemException(
                    NetworkError.NETWORK_IN_USE,
                    network.name() + " is used by " + String.join(", ", users) + ".",
                    "Delete the groups, balancers and endpoints on it first.");
        }
    }

    private List<String> wantedBy(NetworkView network) {
        // Nothing can run on a network that failed: it may go, and be made again, while somebody wants it.
        if (network.status() == ResourceStatus.FAILED) {
            return List.of();
        }
        return LateFacts.awaitNone(() -> dependents.of(network.project(), network.id(), network.name()));
    }
}
