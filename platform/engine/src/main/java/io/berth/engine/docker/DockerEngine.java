package io.berth.engine.docker;

import io.berth.engine.AddressRange;
import io.berth.engine.ContainerSpec;
import io.berth.engine.Engine;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineNetwork;
import io.berth.engine.EngineVolume;
import io.berth.engine.FirewallSpec;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.GuardRails;
import io.berth.engine.Limits;
import io.berth.engine.NetworkSpec;
import io.berth.engine.ProxySpec;
import io.berth.engine.RegistryCredentials;
import io.berth.engine.SystemSpec;
import io.berth.engine.ToolResult;
import io.berth.engine.ToolSpec;
import io.berth.engine.ToolboxSpec;
import io.berth.engine.VolumeSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A Docker host through its socket. Guard-rails first, then one bounded call. */
public final class DockerEngine implements Engine, AutoCloseable {

    private static final Duration PING_DEADLINE = Duration.ofSeconds(3);

    private final Connection connection;
    private final Calls calls;
    private final Duration pullDeadline;
    private final Networks networks;
    private final Volumes volumes;
    private final Containers containers;
    private final Images images = new Images();
    private final Toolbox toolbox;
    private final OwnContainer self;
    private final EventStream events;

    /**
     * Does not connect yet.
     *
     * @param socket path of the unix socket
     * @param installation id of the installation whose objects these are
     */
    public DockerEngine(String host, String socket, String installation, Deadlines deadlines, MeterRegistry metrics) {
        this.connection = new Connection(socket);
        this.calls = new Calls(host, connection, deadlines.call(), metrics);
        this.pullDeadline = deadlines.pull();
        Ownership ownership = new Ownership(installation);
        this.networks = new Networks(ownership);
        this.volumes = new Volumes(ownership);
        this.containers = new Containers(ownership, networks, volumes);
        this.toolbox = new Toolbox(ownership, volumes);
        this.self = new OwnContainer(networks, System.getenv());
        this.events = new EventStream(host, calls, ownership, networks, volumes, Clock.systemUTC());
    }

    /** How long a call may take, and a pull. */
    public record Deadlines(Duration call, Duration pull) {
        public static final Deadlines DEFAULT = new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    @Override
    public EngineNetwork createNetwork(NetworkSpec spec) {
        GuardRails.check(spec);
        return calls.call("createNetwork", client -> networks.create(client, spec));
    }

    @Override
    public Optional<EngineNetwork> network(String idOrName) {
        return calls.call("network", client -> networks.find(client, idOrName));
    }

    @Override
    public List<EngineNetwork> networks(String kind) {
        return calls.call("networks", client -> networks.list(client, kind));
    }

    @Override
    public List<EngineNetwork> networksOf(String kind, String ownerId) {
        return calls.call("networks", client -> networks.list(client, kind, ownerId));
    }

    @Override
    public void removeNetwork(String id) {
        calls.run("removeNetwork", client -> networks.remove(client, id));
    }

    @Override
    public void connect(String networkId, String containerId, List<String> aliases, String ipv4OrNull) {
        GuardRails.connection(aliases, ipv4OrNull);
        calls.run("connect", client -> containers.connect(client, networkId, containerId, aliases, ipv4OrNull));
    }

    @Override
    public void disconnect(String networkId, String containerId) {
        calls.run("disconnect", client -> networks.disconnect(client, networkId, containerId));
    }

    @Override
    public void joinSelf(String networkId, String ipv4) {
        GuardRails.connection(List.of(), ipv4);
        calls.run("joinSelf", client -> self.join(client, networkId, ipv4));
    }

    @Override
    public void leaveSelf(String networkId) {
        calls.run("leaveSelf", client -> self.leave(client, networkId));
    }

    @Override
    public String logTail(String id, int lines) {
        return calls.call("logTail", client -> containers.logTail(client, id, lines));
    }

    @Override
    public String createContainer(ContainerSpec spec) {
        GuardRails.check(spec);
        return calls.call("createContainer", client -> containers.create(client, spec));
    }

    @Override
    public String createSystem(SystemSpec spec) {
        GuardRails.check(spec);
        return calls.call("createSystem", client -> switch (spec) {
            case ProxySpec proxy -> containers.create(client, proxy);
            case FunctionInstanceSpec instance -> containers.create(client, instance);
            case ToolboxSpec tool -> toolbox.create(client, tool);
            case FirewallSpec firewall -> toolbox.create(client, firewall);
        });
    }

    /** Created and removed outside the long call: when that is cut off, nothing more can be asked on its thread. */
    @Override
    public ToolResult runTool(ToolSpec spec, InputStream input, OutputStream output, Duration deadline) {
        String id = createSystem(spec);
        try {
            return calls.call("runTool", deadline, client -> toolbox.run(client, id, input, output));
        } finally {
            remove(id);
        }
    }

    @Override
    public void start(String id) {
        calls.run("start", client -> containers.start(client, id));
    }

    @Override
    public void stop(String id, Duration grace) {
        calls.run("stop", grace, client -> containers.stop(client, id, grace));
    }

    @Override
    public void kill(String id, String signal) {
        GuardRails.signal(signal);
        calls.run("kill", client -> containers.kill(client, id, signal));
    }

    @Override
    public void remove(String id) {
        calls.run("remove", client -> containers.remove(client, id));
    }

    @Override
    public void updateLimits(String id, Limits limits) {
        GuardRails.check(limits);
        calls.run("updateLimits", client -> containers.update(client, id, limits.complete()));
    }

    @Override
    public Optional<EngineContainer> container(String idOrName) {
        return calls.call("container", client -> containers.find(client, idOrName));
    }

    @Override
    public List<EngineContainer> containers(String kind) {
        return calls.call("containers", client -> containers.list(client, kind));
    }

    @Override
    public boolean hasImage(String reference) {
        GuardRails.image(reference);
        return calls.call("hasImage", client -> images.has(client, reference));
    }

    @Override
    public void pull(String reference, RegistryCredentials credentialsOrNull) {
        GuardRails.image(reference);
        calls.call("pull", pullDeadline, client -> {
            images.pull(client, reference, credentialsOrNull);
            return reference;
        });
    }

    @Override
    public EngineVolume createVolume(VolumeSpec spec) {
        GuardRails.check(spec);
        return calls.call("createVolume", client -> volumes.create(client, spec));
    }

    @Override
    public Optional<EngineVolume> volume(String name) {
        return calls.call("volume", client -> volumes.find(client, name));
    }

    @Override
    public List<EngineContainer> volumeUsers(String name) {
        return calls.call("volumeUsers", client -> containers.mounting(client, name));
    }

    @Override
    public List<EngineVolume> volumes(String kind) {
        return calls.call("volumes", client -> volumes.list(client, kind));
    }

    @Override
    public void removeVolume(String name) {
        calls.run("removeVolume", client -> volumes.remove(client, name));
    }

    @Override
    public List<AddressRange> usedSubnets() {
        return calls.call("usedSubnets", networks::usedSubnets);
    }

    @Override
    public void ping() {
        calls.call("ping", PING_DEADLINE, client -> client.pingCmd().exec());
    }

    @Override
    public void watch(Runnable connected, Consumer<EngineChange> changes) {
        events.watch(connected, changes);
    }

    @Override
    public void close() {
        connection.close();
    }
}
