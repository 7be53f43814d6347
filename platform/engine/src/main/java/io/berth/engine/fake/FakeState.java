package io.berth.engine.fake;

import io.berth.engine.AddressRange;
import io.berth.engine.ContainerSpec;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.EngineNetwork;
import io.berth.engine.EngineVolume;
import io.berth.engine.Health;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.ProxySpec;
import io.berth.engine.SubnetSpec;
import io.berth.engine.VolumeMount;
import io.berth.engine.VolumeSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The engine's objects and their rules. Guarded by {@link FakeEngine}'s lock. */
final class FakeState {

    final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    final Map<String, FakeNetwork> networks = new LinkedHashMap<>();
    final Map<String, EngineVolume> volumes = new LinkedHashMap<>();
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

    FakeNetwork requireNetwork(String idOrName) {
        return findNetwork(idOrName)
                .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, "network " + idOrName + " not found"));
    }

    Optional<FakeContainer> findContainer(String idOrName) {
        return containers.values().stream()
                .filter(container -> container.id.equals(idOrName) || container.name.equals(idOrName))
                .findFirst();
    }

    FakeContainer requireContainer(String idOrName) {
        return findContainer(idOrName)
                .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, "no such container: " + idOrName));
    }

    EngineNetwork createNetwork(NetworkSpec wanted) {
        Optional<FakeNetwork> existing = findNetwork(wanted.engineName());
        if (existing.isPresent()) {
            requireSameOwner(existing.get().spec.owner(), wanted.owner(), wanted.engineName());
            return existing.get().view(containers);
        }
        NetworkSpec spec = wanted.subnets().isEmpty() ? withSubnet(wanted) : wanted;
        boolean overlaps = networks.values().stream().anyMatch(network -> network.overlaps(spec))
                || spec.subnets().stream()
                        .map(subnet -> new AddressRange(subnet.cidr()))
                        .anyMatch(range -> foreignSubnets.stream().anyMatch(range::overlaps));
        if (overlaps) {
            throw new EngineException(Kind.CONFLICT, "Pool overlaps with other one on this address space");
        }
        FakeNetwork network = new FakeNetwork("n" + ++numbers, spec);
        networks.put(network.id, network);
        subscribers.emit(spec.owner(), "create");
        return network.view(containers);
    }

    void remove(FakeNetwork network) {
        if (network.members.keySet().stream().anyMatch(id -> containers.get(id).running())) {
            throw new EngineException(Kind.CONFLICT, "network " + network.spec.engineName() + " has active endpoints");
        }
        drop(network);
    }

    void drop(FakeNetwork network) {
        networks.remove(network.id);
        subscribers.emit(network.spec.owner(), "destroy");
    }

    void connect(FakeNetwork network, FakeContainer container, String ipv4) {
        if (!network.members.containsKey(container.id)) {
            network.attach(container.id, ipv4);
            subscribers.emit(network.spec.owner(), "connect");
        }
    }

    void disconnect(String networkId, String containerId) {
        findNetwork(networkId)
                .ifPresent(network -> findContainer(containerId).ifPresent(container -> {
                    if (network.members.remove(container.id) != null) {
                        subscribers.emit(network.spec.owner(), "disconnect");
                    }
                }));
    }

    String createContainer(ContainerSpec spec) {
        List<String> mounted = spec.mounts().stream().map(VolumeMount::volume).toList();
        Optional<String> existing = existing(spec.engineName(), spec.owner());
        if (existing.isPresent()) {
            return existing.get();
        }
        mounted.forEach(this::requireVolume);
        return create(
                spec.engineName(),
                spec.owner(),
                spec.image(),
                spec.healthCheck() != null,
                spec.limits(),
                mounted,
                spec.networks());
    }

    String createProxy(ProxySpec spec) {
        return existing(spec.engineName(), spec.owner())
                .orElseGet(() -> create(
                        spec.engineName(),
                        spec.owner(),
                        spec.image(),
                        false,
                        spec.limits(),
                        List.of(spec.volume()),
                        spec.networksOrEmptyForHost().stream()
                                .map(name -> new NetworkAttachment(name, List.of(), null))
                                .toList()));
    }

    void start(FakeContainer container, Health first) {
        if (!container.running()) {
            container.start(++pids, clock.instant(), first);
            subscribers.emit(container.owner, "start");
        }
    }

    void exit(FakeContainer container, int code, boolean oom) {
        container.exit(code, oom);
        subscribers.emit(container.owner, "die");
    }

    void drop(FakeContainer container) {
        if (container.running()) {
            exit(container, 137, false);
        }
        networks.values().forEach(network -> network.members.remove(container.id));
        containers.remove(container.id);
        subscribers.emit(container.owner, "destroy");
    }

    EngineVolume createVolume(VolumeSpec spec) {
        EngineVolume existing = volumes.get(spec.engineName());
        if (existing != null) {
            requireSameOwner(existing.owner(), spec.owner(), spec.engineName());
            return existing;
        }
        EngineVolume volume = new EngineVolume(spec.engineName(), spec.owner(), "local");
        volumes.put(volume.name(), volume);
        subscribers.emit(spec.owner(), "create");
        return volume;
    }

    void removeVolume(String name) {
        if (containers.values().stream().anyMatch(container -> container.volumes.contains(name))) {
            throw new EngineException(Kind.CONFLICT, "volume " + name + " is in use");
        }
        EngineVolume gone = volumes.remove(name);
        if (gone != null) {
            subscribers.emit(gone.owner(), "destroy");
        }
    }

    List<AddressRange> usedSubnets() {
        return Stream.concat(
                        networks.values().stream()
                                .flatMap(network -> network.spec.subnets().stream())
                                .map(subnet -> new AddressRange(subnet.cidr())),
                        foreignSubnets.stream())
                .toList();
    }

    private String create(
            String name,
            Owner owner,
            String image,
            boolean checked,
            Limits limits,
            List<String> mounted,
            List<NetworkAttachment> attachments) {
        if (!images.contains(image)) {
            throw new EngineException(Kind.NOT_FOUND, "No such image: " + image + " (FakeEngine.addImage makes it)");
        }
        List<FakeNetwork> joined = attachments.stream()
                .map(attachment -> requireNetwork(attachment.engineName()))
                .toList();
        FakeContainer container =
                new FakeContainer("c" + ++numbers, name, owner, image, clock.instant(), checked, limits, mounted);
        for (int i = 0; i < joined.size(); i++) {
            joined.get(i).attach(container.id, attachments.get(i).ipv4());
        }
        containers.put(container.id, container);
        subscribers.emit(owner, "create");
        return container.id;
    }

    private Optional<String> existing(String name, Owner owner) {
        Optional<FakeContainer> existing = findContainer(name);
        existing.ifPresent(found -> requireSameOwner(found.owner, owner, name));
        return existing.map(found -> found.id);
    }

    private void requireVolume(String name) {
        if (!volumes.containsKey(name)) {
            throw new EngineException(Kind.NOT_FOUND, "no such volume: " + name);
        }
    }

    private static void requireSameOwner(Owner found, Owner wanted, String name) {
        if (!found.id().equals(wanted.id())) {
            throw new EngineException(Kind.CONFLICT, "the name " + name + " is taken by " + found.id());
        }
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
