package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import io.berth.engine.AddressRange;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.EngineNetwork;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Networks on one engine. */
final class Networks {

    private static final Logger LOG = Logger.getLogger(Networks.class);

    private final Ownership ownership;
    private final ReentrantLock creating = new ReentrantLock();

    Networks(Ownership ownership) {
        this.ownership = ownership;
    }

    /**
     * One at a time: while the engine makes a network, its subnet is taken before its name can be found. Engine 20.10 makes
     * two of one name when two processes ask at once: then the younger is taken away again.
     */
    EngineNetwork create(DockerClient client, NetworkSpec spec) {
        Optional<Network> existing = settled(client, spec);
        if (existing.isEmpty()) {
            existing = createdAlone(client, spec);
        }
        Network network = existing.orElseThrow(() -> Ownership.nameTaken(spec.engineName()));
        return inspect(client, network.getId()).flatMap(this::view).orElseThrow(() -> absent(network.getId()));
    }

    private Optional<Network> createdAlone(DockerClient client, NetworkSpec spec) {
        try {
            creating.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new EngineException(Kind.TIMEOUT, "createNetwork: interrupted while others are made", e);
        }
        try {
            return settled(client, spec).or(() -> created(client, spec));
        } finally {
            creating.unlock();
        }
    }

    private Optional<Network> created(DockerClient client, NetworkSpec spec) {
        try {
            NetworkRequests.create(client, spec, ownership.labels(spec.owner())).exec();
        } catch (DockerException e) {
            // Another caller may have made the same one meanwhile: then its name or its subnet was in the way.
            Optional<Network> made = settled(client, spec);
            if (made.isEmpty()) {
                throw e;
            }
            return made;
        }
        return settled(client, spec);
    }

    Optional<EngineNetwork> find(DockerClient client, String idOrName) {
        return inspect(client, idOrName).flatMap(this::view);
    }

    List<EngineNetwork> list(DockerClient client, String kind) {
        return list(client, ownership.filter(kind));
    }

    List<EngineNetwork> list(DockerClient client, String kind, String ownerId) {
        return list(client, ownership.filter(kind, ownerId));
    }

    private List<EngineNetwork> list(DockerClient client, List<String> labels) {
        // Lists come without attachments.
        return client.listNetworksCmd().withFilter("label", labels).exec().stream()
                .flatMap(listed -> find(client, listed.getId()).stream())
                .sorted(Comparator.comparing(EngineNetwork::name).thenComparing(EngineNetwork::id))
                .toList();
    }

    void remove(DockerClient client, String id) {
        Optional<Network> found = inspect(client, id);
        if (found.isEmpty()) {
            return;
        }
        ownership.require(found.get().getLabels(), "network " + id);
        try {
            client.removeNetworkCmd(found.get().getId()).exec();
        } catch (NotFoundException e) {
            LOG.debugf("network already gone id=%s", id);
        }
    }

    void connect(
            DockerClient client,
            String network,
            InspectContainerResponse container,
            List<String> aliases,
            String ipv4) {
        Network found = require(client, network);
        Map<String, ContainerNetwork> joined = container.getNetworkSettings().getNetworks();
        if (joined.containsKey(found.getName()) || joined.containsKey(found.getId())) {
            return;
        }
        ContainerNetwork endpoint = new ContainerNetwork().withAliases(aliases);
        if (ipv4 != null) {
            endpoint.withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(ipv4));
        }
        client.connectToNetworkCmd()
                .withNetworkId(found.getId())
                .withContainerId(container.getId())
                .withContainerNetwork(endpoint)
                .exec();
    }

    void disconnect(DockerClient client, String network, String containerId) {
        Optional<Network> found = inspect(client, network);
        if (found.isEmpty()) {
            return;
        }
        ownership.require(found.get().getLabels(), "network " + network);
        try {
            client.disconnectFromNetworkCmd()
                    .withNetworkId(found.get().getId())
                    .withContainerId(containerId)
                    .withForce(true)
                    .exec();
        } catch (NotFoundException e) {
            LOG.debugf("nothing to disconnect network=%s container=%s", network, containerId);
        } catch (DockerException e) {
            if (!Failures.words(e).contains("is not connected to")) {
                throw e;
            }
        }
    }

    List<AddressRange> usedSubnets(DockerClient client) {
        return client.listNetworksCmd().exec().stream()
                .filter(network ->
                        network.getIpam() != null && network.getIpam().getConfig() != null)
                .flatMap(network -> network.getIpam().getConfig().stream())
                .map(Network.Ipam.Config::getSubnet)
                .filter(subnet -> subnet != null && !subnet.isEmpty())
                .map(AddressRange::new)
                .toList();
    }

    /** Every network of this installation with its owner, for the event stream. */
    Map<String, Owner> owners(DockerClient client) {
        return client.listNetworksCmd().withFilter("label", ownership.everything()).exec().stream()
                .flatMap(network ->
                        ownership.of(network.getLabels()).stream().map(owner -> Map.entry(network.getId(), owner)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @throws EngineException NOT_FOUND, or REFUSED for another installation's or project's network */
    void requireUsable(DockerClient client, String name, Owner user) {
        Owner owner = ownership.require(require(client, name).getLabels(), "network " + name);
        Ownership.requireSameProject(user, owner, "network " + name);
    }

    /** The owner's oldest network of that name; its doubles are removed. */
    private Optional<Network> settled(DockerClient client, NetworkSpec spec) {
        List<Network> named = client.listNetworksCmd().withNameFilter(spec.engineName()).exec().stream()
                .filter(network -> network.getName().equals(spec.engineName()))
                .sorted(Comparator.comparing(Network::getCreated).thenComparing(Network::getId))
                .toList();
        for (Network network : named) {
            Ownership.requireSameOwner(
                    ownership.of(network.getLabels()).orElseThrow(() -> Ownership.nameTaken(spec.engineName())),
                    spec.owner(),
                    spec.engineName());
        }
        named.stream().skip(1).forEach(surplus -> {
            LOG.warnf("removing a double network name=%s id=%s", surplus.getName(), surplus.getId());
            remove(client, surplus.getId());
        });
        return named.stream().findFirst();
    }

    Network require(DockerClient client, String idOrName) {
        Network found = inspect(client, idOrName).orElseThrow(() -> absent(idOrName));
        ownership.require(found.getLabels(), "network " + idOrName);
        return found;
    }

    private static EngineException absent(String idOrName) {
        return new EngineException(Kind.NOT_FOUND, "network " + idOrName + " not found");
    }

    private static Optional<Network> inspect(DockerClient client, String idOrName) {
        try {
            Network found = client.inspectNetworkCmd().withNetworkId(idOrName).exec();
            boolean meant = Stream.of(found.getId(), found.getName()).anyMatch(idOrName::equals);
            return meant ? Optional.of(found) : Optional.empty();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<EngineNetwork> view(Network found) {
        return ownership.of(found.getLabels()).map(owner -> NetworkRequests.view(found, owner));
    }
}
