package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import io.berth.engine.ContainerSpec;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.Owner;
import io.berth.engine.ProxySpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Containers on one engine. Each method is several round trips at most; {@link Calls} bounds them together. */
final class Containers {

    private static final Logger LOG = Logger.getLogger(Containers.class);

    private static final int APPEARING_TRIES = 40;
    private static final long APPEARING_PAUSE_MS = 50;

    private final Ownership ownership;
    private final Networks networks;
    private final Volumes volumes;

    Containers(Ownership ownership, Networks networks, Volumes volumes) {
        this.ownership = ownership;
        this.networks = networks;
        this.volumes = volumes;
    }

    String create(DockerClient client, ContainerSpec spec) {
        spec.networks().forEach(wanted -> networks.requireUsable(client, wanted.engineName(), spec.owner()));
        spec.mounts().forEach(mount -> volumes.requireUsable(client, mount.volume(), spec.owner()));
        return createOnce(
                client,
                spec.engineName(),
                spec.owner(),
                spec.networks(),
                () -> ContainerRequests.user(client, spec, ownership.labels(spec.owner()))
                        .exec()
                        .getId());
    }

    String create(DockerClient client, ProxySpec spec) {
        List<String> aliases = spec.alias() == null ? List.of() : List.of(spec.alias());
        List<NetworkAttachment> attachments = spec.networksOrEmptyForHost().stream()
                .map(name -> new NetworkAttachment(name, aliases, null))
                .toList();
        attachments.forEach(wanted -> networks.requireUsable(client, wanted.engineName(), spec.owner()));
        volumes.requireThere(client, spec.volume());
        return createOnce(
                client,
                spec.engineName(),
                spec.owner(),
                attachments,
                () -> ContainerRequests.proxy(client, spec, ownership.labels(spec.owner()))
                        .exec()
                        .getId());
    }

    String create(DockerClient client, FunctionInstanceSpec spec) {
        networks.requireUsable(client, spec.network(), spec.owner());
        return createOnce(
                client,
                spec.engineName(),
                spec.owner(),
                spec.attachments(),
                () -> ContainerRequests.functionInstance(client, spec, ownership.labels(spec.owner()))
                        .exec()
                        .getId());
    }

    void start(DockerClient client, String id) {
        require(client, id);
        unlessSo(() -> client.startContainerCmd(id).exec());
    }

    void stop(DockerClient client, String id, Duration grace) {
        require(client, id);
        unlessSo(() ->
                client.stopContainerCmd(id).withTimeout(wholeSeconds(grace)).exec());
    }

    void kill(DockerClient client, String id, String signal) {
        require(client, id);
        client.killContainerCmd(id).withSignal(signal).exec();
    }

    void remove(DockerClient client, String id) {
        if (inspect(client, id).isEmpty()) {
            return;
        }
        require(client, id);
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // Gone meanwhile, or somebody else's removal is under way: either way it goes.
            LOG.debugf("container already being removed id=%s", id);
        }
    }

    void update(DockerClient client, String id, Limits limits) {
        require(client, id);
        client.updateContainerCmd(id)
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withCpuPeriod(Confinement.period())
                .withCpuQuota(Confinement.quota(limits))
                .withPidsLimit(limits.pids().longValue())
                .exec();
    }

    Optional<EngineContainer> find(DockerClient client, String idOrName) {
        return inspect(client, idOrName).flatMap(this::view);
    }

    List<EngineContainer> list(DockerClient client, String kind) {
        return views(
                client,
                client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(ownership.filter(kind))
                        .exec());
    }

    /** The filter also finds mounts by their path, which the name of a volume never is. */
    List<EngineContainer> mounting(DockerClient client, String volume) {
        return views(
                client,
                client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(ownership.everything())
                        .withVolumeFilter(List.of(volume))
                        .exec());
    }

    private List<EngineContainer> views(DockerClient client, List<Container> listed) {
        return listed.stream()
                .flatMap(found -> find(client, found.getId()).stream())
                .sorted(Comparator.comparing(EngineContainer::createdAt).thenComparing(EngineContainer::id))
                .toList();
    }

    String logTail(DockerClient client, String id, int lines) {
        require(client, id);
        return Logs.tail(client, id, lines);
    }

    void connect(DockerClient client, String network, String containerId, List<String> aliases, String ipv4) {
        InspectContainerResponse container = require(client, containerId);
        networks.connect(client, network, container, aliases, ipv4);
    }

    private String createOnce(
            DockerClient client, String name, Owner owner, List<NetworkAttachment> wanted, Supplier<String> create) {
        Optional<String> existing = existing(client, name, owner);
        String id = existing.orElseGet(() -> {
            try {
                return create.get();
            } catch (ConflictException e) {
                // Another caller was faster, or the name is a stranger's container.
                return appearing(client, name, owner).orElseThrow(() -> Ownership.nameTaken(name));
            }
        });
        joinOthers(client, id, wanted);
        return id;
    }

    /** API versions before 1.44 take one network at creation; a crash between leaves some to join on the next call. */
    private void joinOthers(DockerClient client, String id, List<NetworkAttachment> wanted) {
        if (wanted.size() > 1) {
            InspectContainerResponse container = require(client, id);
            wanted.forEach(attachment -> networks.connect(
                    client, attachment.engineName(), container, attachment.aliases(), attachment.ipv4()));
        }
    }

    private Optional<String> existing(DockerClient client, String name, Owner owner) {
        Optional<InspectContainerResponse> found = inspect(client, name);
        found.ifPresent(container -> Ownership.requireSameOwner(
                ownership.of(labels(container)).orElseThrow(() -> Ownership.nameTaken(name)), owner, name));
        return found.map(InspectContainerResponse::getId);
    }

    /** The engine reserves a name some milliseconds before the container can be found by it. */
    private Optional<String> appearing(DockerClient client, String name, Owner owner) {
        try {
            for (int tries = 0; tries < APPEARING_TRIES; tries++) {
                Optional<String> found = existing(client, name, owner);
                if (found.isPresent()) {
                    return found;
                }
                TimeUnit.MILLISECONDS.sleep(APPEARING_PAUSE_MS);
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new EngineException(Kind.TIMEOUT, "createContainer: interrupted", e);
        }
    }

    private InspectContainerResponse require(DockerClient client, String id) {
        InspectContainerResponse found =
                inspect(client, id).orElseThrow(() -> new EngineException(Kind.NOT_FOUND, "no such container: " + id));
        ownership.require(labels(found), "container " + id);
        return found;
    }

    /** The engine also matches prefixes of ids; Berth means what it says. */
    private static Optional<InspectContainerResponse> inspect(DockerClient client, String idOrName) {
        try {
            InspectContainerResponse found =
                    client.inspectContainerCmd(idOrName).exec();
            boolean meant = idOrName.equals(found.getId()) || ("/" + idOrName).equals(found.getName());
            return meant ? Optional.of(found) : Optional.empty();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<EngineContainer> view(InspectContainerResponse found) {
        return ownership.of(labels(found)).map(owner -> ContainerViews.of(found, owner));
    }

    private static Map<String, String> labels(InspectContainerResponse found) {
        return found.getConfig().getLabels();
    }

    private static void unlessSo(Runnable change) {
        try {
            change.run();
        } catch (NotModifiedException e) {
            LOG.debug("already so");
        }
    }

    private static int wholeSeconds(Duration grace) {
        return Math.toIntExact(grace.plusMillis(999).toSeconds());
    }
}
