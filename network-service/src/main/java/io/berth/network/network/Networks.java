package io.berth.network.network;

import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What other parts of the service may know of a network. */
@ApplicationScoped
public class Networks {
    private final NetworkRepository networks;

    Networks(NetworkRepository networks) {
        this.networks = networks;
    }

    /**
     * A network's place.
     *
     * @param engineId null until the engine has it
     * @param failed it cannot be made, so nobody will ever be on it
     */
    public record Place(String id, String host, String engineId, String engineName, boolean failed) {}

    /** By id or name in the current project, else 404. Predefined networks take no endpoints. */
    @Transactional
    public Place require(String ref) {
        PredefinedNetworks.requireNot(ref);
        return place(networks.requireRef(ref));
    }

    /**
     * Keeps the network as it is until the transaction ends.
     *
     * @throws ProblemException 409 when it failed or is being deleted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void requireAccepting(String id) {
        var network = networks.requireLocked(id);
        if (network.status() == ResourceStatus.DELETING || network.status() == ResourceStatus.FAILED) {
            throw new ProblemException(
                    NetworkError.NETWORK_NOT_ACCEPTING,
                    network.name() + " is " + network.status() + ".",
                    "Make another network and attach the container there.");
        }
    }

    /** By id; empty once it is gone. */
    @Transactional
    public Optional<Place> find(String id) {
        return networks.findByIdOptional(id).map(Networks::place);
    }

    private static Place place(Network network) {
        return new Place(
                network.id(),
                network.host,
                network.engineId,
                network.engineName,
                network.status() == ResourceStatus.FAILED);
    }
}
