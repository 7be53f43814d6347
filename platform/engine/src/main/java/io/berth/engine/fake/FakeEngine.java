package io.berth.engine.fake;

import io.berth.engine.AddressRange;
import io.berth.engine.ContainerSpec;
import io.berth.engine.Engine;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.EngineNetwork;
import io.berth.engine.EngineVolume;
import io.berth.engine.FirewallSpec;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.GuardRails;
import io.berth.engine.Health;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.NetworkSpec;
import io.berth.engine.ProxySpec;
import io.berth.engine.RegistryCredentials;
import io.berth.engine.SystemSpec;
import io.berth.engine.ToolResult;
import io.berth.engine.ToolSpec;
import io.berth.engine.ToolboxSpec;
import io.berth.engine.VolumeMount;
import io.berth.engine.VolumeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An engine in memory. Names of operations in the knobs are the method names of {@link Engine}.
 *
 * <p>Ids are counted ({@code c1}, {@code n1}); addresses are handed out in order from the subnet's second on; a container with
 * a health check is healthy once started, unless {@link #startUnhealthy} says otherwise. Images must be there
 * ({@link #addImage}) or pulled; every image can be pulled. The volume of a
 * {@link ProxySpec} is the suite's and taken to exist.
 */
public final class FakeEngine implements Engine {

    private final String installation;
    private final Faults faults;
    private final Subscribers subscribers;
    private final FakeState state;
    private Health firstHealth = Health.HEALTHY;
    private volatile FakeTools tools = (spec, input, output) -> new ToolResult(0, "");

    public FakeEngine() {
        this("local", Clock.systemUTC());
    }

    public FakeEngine(String host, Clock clock) {
        this.installation = "test";
        this.faults = new Faults();
        this.subscribers = new Subscribers(host);
        this.state = new FakeState(clock, subscribers);
    }

    private FakeEngine(FakeEngine sameHost, String installation) {
        this.installation = installation;
        this.faults = new Faults();
        this.subscribers = sameHost.subscribers;
        this.state = sameHost.state;
    }

    /** The same host as another installation sees it. */
    public FakeEngine as(String otherInstallation) {
        return new FakeEngine(this, otherInstallation);
    }

    // Knobs.

    /** The next call of that operation throws instead of doing anything; queued when called more than once. */
    public void failNext(String op, RuntimeException failure) {
        faults.failNext(op, failure);
    }

    public void failNext(String op, Kind kind) {
        failNext(op, new EngineException(kind, op + " fails, as the test wants"));
    }

    /** The next call of that operation does its work and then throws {@link Killed}. */
    public void crashAfter(String op) {
        faults.crashAfter(op);
    }

    /** Every call of that operation takes so long, real time. */
    public void latency(String op, Duration latency) {
        faults.latency(op, latency);
    }

    /** All calls fail as UNAVAILABLE until set back. */
    public void unavailable(boolean now) {
        faults.unavailable(now);
    }

    /** Operations asked so far, in order. */
    public List<String> calls() {
        return faults.calls();
    }

    public long calls(String op) {
        return faults.calls().stream().filter(op::equals).count();
    }

    public void addImage(String... references) {
        locked(() -> state.images.addAll(List.of(references)));
    }

    /** A subnet of somebody else's network. */
    public void addForeignSubnet(String cidr) {
        locked(() -> state.foreignSubnets.add(new AddressRange(cidr)));
    }

    /** What the tools do; without it each ends at once, silently. */
    public void tools(FakeTools behaviour) {
        locked(() -> tools = behaviour);
    }

    /** What happens when a tool is run. */
    @FunctionalInterface
    public interface FakeTools {
        ToolResult run(ToolSpec spec, InputStream input, OutputStream output) throws IOException;
    }

    /** Containers with a health check stay STARTING after their start until {@link #setHealth}. */
    public void startUnhealthy(boolean so) {
        locked(() -> firstHealth = so ? Health.STARTING : Health.HEALTHY);
    }

    public void setHealth(String idOrName, Health health) {
        locked(() -> {
            FakeContainer container = own(idOrName);
            container.health = health;
            state.emit(container, "health_status");
        });
    }

    /** The container's main process ends by itself, or is killed from outside. */
    public void exit(String idOrName, int exitCode) {
        locked(() -> state.exit(own(idOrName), exitCode, false));
    }

    /** The kernel kills the container for its memory. */
    public void outOfMemory(String idOrName) {
        locked(() -> {
            FakeContainer container = own(idOrName);
            state.emit(container, "oom");
            state.exit(container, 137, true);
        });
    }

    /** Somebody removes a container, a network or a volume behind Berth's back. */
    public void vanish(String idOrName) {
        locked(() -> {
            Optional<FakeNetwork> network = state.findNetwork(idOrName);
            if (network.isPresent()) {
                state.drop(network.get());
            } else if (state.volumes.containsKey(idOrName)) {
                state.dropVolume(idOrName);
            } else {
                state.drop(own(idOrName));
            }
        });
    }

    /** Watchers lose their connection. */
    public void breakEventStream() {
        subscribers.breakStreams();
    }

    /** The limits that the container has now. */
    public Limits limits(String idOrName) {
        synchronized (state) {
            return own(idOrName).limits;
        }
    }

    // The engine.

    @Override
    public EngineNetwork createNetwork(NetworkSpec spec) {
        return call("createNetwork", () -> {
            GuardRails.check(spec);
            return state.view(state.createNetwork(installation, spec));
        });
    }

    @Override
    public Optional<EngineNetwork> network(String idOrName) {
        return call(
                "network",
                () -> state.findNetwork(idOrName)
                        .filter(found -> found.installation.equals(installation))
                        .map(state::view));
    }

    @Override
    public List<EngineNetwork> networks(String kind) {
        return call(
                "networks",
                () -> state.networks.values().stream()
                        .filter(network -> network.installation.equals(installation))
                        .filter(network -> network.spec.owner().kind().equals(kind))
                        .map(state::view)
                        .toList());
    }

    @Override
    public List<EngineNetwork> networksOf(String kind, String ownerId) {
        return networks(kind).stream()
                .filter(network -> network.owner().id().equals(ownerId))
                .toList();
    }

    @Override
    public void removeNetwork(String id) {
        run(
                "removeNetwork",
                () -> state.findNetwork(id)
                        .ifPresent(found -> state.remove(state.requireNetwork(installation, found.id))));
    }

    @Override
    public void connect(String networkId, String containerId, List<String> aliases, String ipv4OrNull) {
        run("connect", () -> {
            GuardRails.connection(aliases, ipv4OrNull);
            state.connect(state.requireNetwork(installation, networkId), own(containerId), ipv4OrNull);
        });
    }

    @Override
    public void disconnect(String networkId, String containerId) {
        run(
                "disconnect",
                () -> state.findNetwork(networkId)
                        .ifPresent(
                                found -> state.disconnect(state.requireNetwork(installation, found.id), containerId)));
    }

    @Override
    public void joinSelf(String networkId, String ipv4) {
        run("joinSelf", () -> {
            GuardRails.connection(List.of(), ipv4);
            FakeNetwork network = state.requireNetwork(installation, networkId);
            if (network.address(FakeNetwork.SELF).filter(ipv4::equals).isEmpty()) {
                network.leave(FakeNetwork.SELF);
                network.join(FakeNetwork.SELF, ipv4);
                network.lease(FakeNetwork.SELF);
            }
        });
    }

    @Override
    public void leaveSelf(String networkId) {
        run("leaveSelf", () -> state.findNetwork(networkId).ifPresent(network -> network.leave(FakeNetwork.SELF)));
    }

    @Override
    public String logTail(String id, int lines) {
        return call("logTail", () -> "last words of " + own(id).name);
    }

    @Override
    public String createContainer(ContainerSpec spec) {
        return call("createContainer", () -> {
            GuardRails.check(spec);
            List<String> mounted =
                    spec.mounts().stream().map(VolumeMount::volume).toList();
            mounted.forEach(volume -> state.requireUsableVolume(installation, volume, spec.owner()));
            var recipe = new FakeContainer.Recipe(
                    spec.engineName(), spec.owner(), spec.image(), spec.healthCheck() != null, spec.limits(), mounted);
            return state.createContainer(installation, recipe, spec.networks());
        });
    }

    @Override
    public String createSystem(SystemSpec spec) {
        return call("createSystem", () -> {
            GuardRails.check(spec);
            return switch (spec) {
                case ProxySpec proxy -> createProxy(proxy);
                case FunctionInstanceSpec instance -> createFunctionInstance(instance);
                case ToolboxSpec tool -> createToolbox(tool);
                case FirewallSpec firewall -> createFirewall(firewall);
            };
        });
    }

    /** The tool runs outside the lock: others go on meanwhile. */
    @Override
    public ToolResult runTool(ToolSpec spec, InputStream input, OutputStream output, Duration deadline) {
        String id = createSystem(spec);
        try {
            start(id);
            run("runTool", () -> {});
            return tools.run(spec, input, output);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "runTool: " + e.getMessage(), e);
        } finally {
            remove(id);
        }
    }

    @Override
    public void start(String id) {
        run("start", () -> state.start(own(id), firstHealth));
    }

    @Override
    public void stop(String id, Duration grace) {
        run("stop", () -> {
            FakeContainer container = own(id);
            if (container.running()) {
                state.exit(container, 0, false);
            }
        });
    }

    @Override
    public void kill(String id, String signal) {
        run("kill", () -> {
            GuardRails.signal(signal);
            FakeContainer container = own(id);
            if (!container.running()) {
                throw new EngineException(Kind.CONFLICT, "container " + id + " is not running");
            }
            if (signal.equals("KILL") || signal.equals("SIGKILL")) {
                state.exit(container, 137, false);
            }
        });
    }

    @Override
    public void remove(String id) {
        run("remove", () -> state.findContainer(id).ifPresent(found -> state.drop(own(found.id))));
    }

    @Override
    public void updateLimits(String id, Limits limits) {
        run("updateLimits", () -> {
            GuardRails.check(limits);
            own(id).limits = limits.complete();
        });
    }

    @Override
    public Optional<EngineContainer> container(String idOrName) {
        return call(
                "container",
                () -> state.findContainer(idOrName)
                        .filter(found -> found.installation.equals(installation))
                        .map(state::view));
    }

    @Override
    public List<EngineContainer> containers(String kind) {
        return call(
                "containers",
                () -> state.containers.values().stream()
                        .filter(container -> container.installation.equals(installation))
                        .filter(container -> container.owner.kind().equals(kind))
                        .map(state::view)
                        .toList());
    }

    @Override
    public boolean hasImage(String reference) {
        return call("hasImage", () -> state.images.contains(reference));
    }

    @Override
    public void pull(String reference, RegistryCredentials credentialsOrNull) {
        run("pull", () -> {
            GuardRails.image(reference);
            state.images.add(reference);
        });
    }

    @Override
    public EngineVolume createVolume(VolumeSpec spec) {
        return call("createVolume", () -> {
            GuardRails.check(spec);
            return state.createVolume(installation, spec);
        });
    }

    @Override
    public Optional<EngineVolume> volume(String name) {
        return call(
                "volume",
                () -> Optional.ofNullable(state.volumes.get(name))
                        .filter(found -> installation.equals(state.volumeInstallations.get(name))));
    }

    @Override
    public List<EngineContainer> volumeUsers(String name) {
        return call(
                "volumeUsers",
                () -> state.containers.values().stream()
                        .filter(container -> container.installation.equals(installation))
                        .filter(container -> container.volumes.contains(name))
                        .map(state::view)
                        .toList());
    }

    @Override
    public List<EngineVolume> volumes(String kind) {
        return call(
                "volumes",
                () -> state.volumes.values().stream()
                        .filter(volume -> installation.equals(state.volumeInstallations.get(volume.name())))
                        .filter(volume -> volume.owner().kind().equals(kind))
                        .toList());
    }

    @Override
    public void removeVolume(String name) {
        run("removeVolume", () -> state.removeVolume(installation, name));
    }

    @Override
    public List<AddressRange> usedSubnets() {
        return call("usedSubnets", state::usedSubnets);
    }

    @Override
    public void ping() {
        run("ping", () -> {});
    }

    @Override
    public void watch(Runnable connected, Consumer<EngineChange> changes) {
        faults.before("watch");
        subscribers.watch(installation, connected, changes);
    }

    private String createFunctionInstance(FunctionInstanceSpec spec) {
        var recipe = new FakeContainer.Recipe(
                spec.engineName(), spec.owner(), spec.image(), false, spec.limits(), List.of());
        return state.createContainer(installation, recipe, spec.attachments());
    }

    private String createToolbox(ToolboxSpec spec) {
        state.requireUsableVolume(installation, spec.volume(), spec.owner());
        var recipe = new FakeContainer.Recipe(
                spec.engineName(), spec.owner(), spec.image(), false, spec.limits(), List.of(spec.volume()));
        return state.createContainer(installation, recipe, List.of());
    }

    private String createFirewall(FirewallSpec spec) {
        var recipe = new FakeContainer.Recipe(
                spec.engineName(), spec.owner(), spec.image(), false, spec.limits(), List.of());
        return state.createContainer(installation, recipe, List.of());
    }

    private String createProxy(ProxySpec spec) {
        var recipe = new FakeContainer.Recipe(
                spec.engineName(), spec.owner(), spec.image(), false, spec.limits(), List.of(spec.volume()));
        return state.createContainer(
                installation,
                recipe,
                spec.networksOrEmptyForHost().stream()
                        .map(name -> new NetworkAttachment(name, List.of(), null))
                        .toList());
    }

    private FakeContainer own(String idOrName) {
        return state.requireContainer(installation, idOrName);
    }

    private void locked(Runnable change) {
        synchronized (state) {
            change.run();
        }
    }

    private void run(String op, Runnable work) {
        call(op, () -> {
            work.run();
            return op;
        });
    }

    private <T> T call(String op, Supplier<T> work) {
        faults.before(op);
        T result;
        synchronized (state) {
            result = work.get();
        }
        faults.after(op);
        return result;
    }
}
