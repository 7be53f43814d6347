package io.berth.engine.fake;

import io.berth.engine.AddressRange;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.EngineNetwork;
import io.berth.engine.EngineVolume;
import io.berth.engine.Health;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.engine.VolumeSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The objects of one host and their rules, of all installations. Guarded by the lock of {@link FakeEngine}. */
final class FakeState {

    final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    final Map<String, FakeNetwork> networks = new LinkedHashMap<>();
    final Map<String, EngineVolume> volumes = new LinkedHashMap<>();
    final Map<String, String> volumeInstallations = new HashMap<>();
    final Set<String> images = new LinkedHashSet<>();
    final List<AddressRange> foreignSubnets = new ArrayList<>();

    private final Clock clock;
    private final Subscribers subscribers;
    private long numbers;
    private long pids = 1000;

    FakeState(Clock clock, Subscribers subscribers) {
        this.clock = clock;
        this.subscribers = subscribers;
    }

    Optional<FakeNetwork> findNetwork(String idOrName) {
        return networks.values().stream()
                .filter(network ->
                        network.id.equals(idOrName) || network.spec.engineName().equals(idOrName))
                .findFirst();
    }

    FakeNetwork requireNetwork(String installation, String idOrName) {
        FakeNetwork found = findNetwork(idOrName).orElseThrow(() -> absent("network", idOrName));
        requireOwn(installation, found.installation, idOrName);
        return found;
    }

    Optional<FakeContainer> findContainer(String idOrName) {
        return containers.values().stream()
                .filter(container -> container.id.equals(idOrName) || container.name.equals(idOrName))
                .findFirst();
    }

    FakeContainer requireContainer(String installation, String idOrName) {
        FakeContainer found = findContainer(idOrName).orElseThrow(() -> absent("container", idOrName));
        requireOwn(installation, found.installation, idOrName);
        return found;
    }

    EngineNetwork view(FakeNetwork network) {
        return network.view(containers);
    }

    EngineContainer view(FakeContainer container) {
        return container.view(networks.values());
    }

    FakeNetwork createNetwork(String installation, NetworkSpec wanted) {
        Optional<FakeNetwork> existing = findNetwork(wanted.engineName());
        if (existing.isPresent()) {
            FakeNetwork found = existing.get();
            requireSame(installation, wanted.owner(), found.installation, found.spec.owner(), wanted.engineName());
            return found;
        }
        NetworkSpec spec = wanted.subnets().isEmpty() ? withSubnet(wanted) : wanted;
        boolean overlaps = networks.values().stream().anyMatch(network -> network.overlaps(spec))
                || spec.subnets().stream()
                        .map(subnet -> new AddressRange(subnet.cidr()))
                        .anyMatch(range -> foreignSubnets.stream().anyMatch(range::overlaps));
        if (overlaps) {
            throw new EngineException(Kind.CONFLICT, "Pool overlaps with other one on this address space");
        }
        FakeNetwork network = new FakeNetwork("n" + ++numbers, installation, spec);
        networks.put(network.id, network);
        emit(network, "create");
        return network;
    }

    void remove(FakeNetwork network) {
        if (network.inUse()) {
            throw new EngineException(Kind.CONFLICT, "network " + network.spec.engineName() + " has active endpoints");
        }
        drop(network);
    }

    void drop(FakeNetwork network) {
        networks.remove(network.id);
        emit(network, "destroy");
    }

    void connect(FakeNetwork network, FakeContainer container, String ipv4) {
        if (network.has(container.id)) {
            return;
        }
        network.join(container.id, ipv4);
        if (container.running()) {
            try {
                network.lease(container.id);
            } catch (EngineException e) {
                network.leave(container.id);
                throw e;
            }
        }
        emit(network, "connect");
    }

    void disconnect(FakeNetwork network, String containerId) {
        if (network.leave(containerId)) {
            emit(network, "disconnect");
        }
    }

    String createContainer(String installation, FakeContainer.Recipe recipe, List<NetworkAttachment> attachments) {
        Optional<FakeContainer> existing = findContainer(recipe.name());
        if (existing.isPresent()) {
            FakeContainer found = existing.get();
            requireSame(installation, recipe.owner(), found.installation, found.owner, recipe.name());
            return found.id;
        }
        if (!images.contains(recipe.image())) {
            throw new EngineException(
                    Kind.NOT_FOUND, "No such image: " + recipe.image() + " (FakeEngine.addImage makes it)");
        }
        List<FakeNetwork> joined = attachments.stream()
                .map(attachment -> requireUsable(installation, attachment.engineName(), recipe.owner()))
                .toList();
        FakeContainer container = new FakeContainer("c" + ++numbers, installation, recipe, clock.instant());
        for (int i = 0; i < joined.size(); i++) {
            joined.get(i).join(container.id, attachments.get(i).ipv4());
        }
        containers.put(container.id, container);
        emit(container, "create");
        return container.id;
    }

    void start(FakeContainer container, Health first) {
        if (container.running()) {
            return;
        }
        try {
            networks.values().forEach(network -> network.lease(container.id));
        } catch (EngineException e) {
            networks.values().forEach(network -> network.release(container.id));
            throw e;
        }
        container.start(++pids, clock.instant(), first);
        emit(container, "start");
    }

    void exit(FakeContainer container, int code, boolean oom) {
        container.exit(code, oom);
        networks.values().forEach(network -> network.release(container.id));
        emit(container, "die");
    }

    void drop(FakeContainer container) {
        if (container.running()) {
            exit(container, 137, false);
        }
        networks.values().forEach(network -> network.leave(container.id));
        containers.remove(container.id);
        emit(container, "destroy");
    }

    EngineVolume createVolume(String installation, VolumeSpec spec) {
        EngineVolume existing = volumes.get(spec.engineName());
        if (existing != null) {
            String by = volumeInstallations.get(spec.engineName());
            requireSame(installation, spec.owner(), by, existing.owner(), spec.engineName());
            return existing;
        }
        EngineVolume volume = new EngineVolume(spec.engineName(), spec.owner(), "local");
        volumes.put(volume.name(), volume);
        volumeInstallations.put(volume.name(), installation);
        subscribers.emit(installation, spec.owner(), "create");
        return volume;
    }

    void removeVolume(String installation, String name) {
        EngineVolume volume = volumes.get(name);
        if (volume == null) {
            return;
        }
        requireOwn(installation, volumeInstallations.get(name), name);
        if (containers.values().stream().anyMatch(container -> container.volumes.contains(name))) {
            throw new EngineException(Kind.CONFLICT, "volume " + name + " is in use");
        }
        dropVolume(name);
    }

    void dropVolume(String name) {
        EngineVolume volume = volumes.remove(name);
        subscribers.emit(volumeInstallations.remove(name), volume.owner(), "destroy");
    }

    void requireUsableVolume(String installation, String name, Owner user) {
        EngineVolume volume = volumes.get(name);
        if (volume == null) {
            throw absent("volume", name);
        }
        requireOwn(installation, volumeInstallations.get(name), name);
        requireSameProject(volume.owner(), user, name);
    }

    List<AddressRange> usedSubnets() {
        return Stream.concat(
                        networks.values().stream()
                                .flatMap(network -> network.spec.subnets().stream())
                                .map(subnet -> new AddressRange(subnet.cidr())),
                        foreignSubnets.stream())
                .toList();
    }

    void emit(FakeContainer container, String action) {
        subscribers.emit(container.installation, container.owner, action);
    }

    private void emit(FakeNetwork network, String action) {
        subscribers.emit(network.installation, network.spec.owner(), action);
    }

    private FakeNetwork requireUsable(String installation, String name, Owner user) {
        FakeNetwork network = requireNetwork(installation, name);
        requireSameProject(network.spec.owner(), user, name);
        return network;
    }

    private static void requireSameProject(Owner found, Owner user, String name) {
        if (!found.project().equals(user.project())) {
            throw new EngineException(Kind.REFUSED, name + " belongs to another project");
        }
    }

    private static void requireOwn(String installation, String found, String what) {
        if (!installation.equals(found)) {
            throw new EngineException(Kind.REFUSED, what + " does not belong to installation " + installation);
        }
    }

    private static void requireSame(String installation, Owner wanted, String foundIn, Owner found, String name) {
        boolean same = installation.equals(foundIn)
                && found.id().equals(wanted.id())
                && found.kind().equals(wanted.kind());
        if (!same) {
            throw new EngineException(Kind.CONFLICT, "the name " + name + " is taken on this engine");
        }
    }

    private static EngineException absent(String what, String idOrName) {
        return new EngineException(Kind.NOT_FOUND, "no such " + what + ": " + idOrName);
    }

    private NetworkSpec withSubnet(NetworkSpec spec) {
        String cidr = "172." + (16 + networks.size() % 16) + ".0.0/16";
        return new NetworkSpec(
                spec.owner(),
                spec.engineName(),
                spec.driver(),
                List.of(new SubnetSpec(cidr, null, null)),
                spec.internal(),
                spec.ipv6(),
                spec.mtu(),
                spec.isolateContainers(),
                spec.parent());
    }
}
