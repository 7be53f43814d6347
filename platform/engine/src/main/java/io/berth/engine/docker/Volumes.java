package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.EngineVolume;
import io.berth.engine.Owner;
import io.berth.engine.VolumeSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Volumes on one engine. */
final class Volumes {

    private static final Logger LOG = Logger.getLogger(Volumes.class);

    private final Ownership ownership;

    Volumes(Ownership ownership) {
        this.ownership = ownership;
    }

    /** The engine returns an existing volume of that name as if it had made it: its labels tell whose it is. */
    EngineVolume create(DockerClient client, VolumeSpec spec) {
        if (inspect(client, spec.engineName()).isEmpty()) {
            client.createVolumeCmd()
                    .withName(spec.engineName())
                    .withDriver("local")
                    .withDriverOpts(VolumeOptions.of(spec.source()))
                    .withLabels(ownership.labels(spec.owner()))
                    .exec();
        }
        EngineVolume volume = find(client, spec.engineName()).orElseThrow(() -> Ownership.nameTaken(spec.engineName()));
        Ownership.requireSameOwner(volume.owner(), spec.owner(), spec.engineName());
        return volume;
    }

    Optional<EngineVolume> find(DockerClient client, String name) {
        return inspect(client, name).flatMap(this::view);
    }

    List<EngineVolume> list(DockerClient client, String kind) {
        List<InspectVolumeResponse> listed = client.listVolumesCmd()
                .withFilter("label", ownership.filter(kind))
                .exec()
                .getVolumes();
        return (listed == null ? List.<InspectVolumeResponse>of() : listed)
                .stream()
                        .flatMap(found -> view(found).stream())
                        .sorted(Comparator.comparing(EngineVolume::name))
                        .toList();
    }

    void remove(DockerClient client, String name) {
        Optional<InspectVolumeResponse> found = inspect(client, name);
        if (found.isEmpty()) {
            return;
        }
        ownership.require(found.get().getLabels(), "volume " + name);
        try {
            client.removeVolumeCmd(name).exec();
        } catch (NotFoundException e) {
            LOG.debugf("volume already gone name=%s", name);
        }
    }

    /** @throws EngineException NOT_FOUND, or REFUSED for another installation's or project's volume */
    void requireUsable(DockerClient client, String name, Owner user) {
        Owner owner = ownership.require(requireThere(client, name).getLabels(), "volume " + name);
        Ownership.requireSameProject(user, owner, "volume " + name);
    }

    /** Without this the engine would make a volume of that name, unlabelled and empty. */
    InspectVolumeResponse requireThere(DockerClient client, String name) {
        return inspect(client, name).orElseThrow(() -> new EngineException(Kind.NOT_FOUND, "no such volume: " + name));
    }

    /** Every volume of this installation with its owner, for the event stream. */
    Map<String, Owner> owners(DockerClient client) {
        List<InspectVolumeResponse> listed = client.listVolumesCmd()
                .withFilter("label", ownership.everything())
                .exec()
                .getVolumes();
        Map<String, Owner> owners = new HashMap<>();
        (listed == null ? List.<InspectVolumeResponse>of() : listed)
                .forEach(volume ->
                        ownership.of(volume.getLabels()).ifPresent(owner -> owners.put(volume.getName(), owner)));
        return owners;
    }

    private static Optional<InspectVolumeResponse> inspect(DockerClient client, String name) {
        try {
            return Optional.of(client.inspectVolumeCmd(name).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<EngineVolume> view(InspectVolumeResponse found) {
        return ownership
                .of(found.getLabels())
                .map(owner -> new EngineVolume(found.getName(), owner, found.getDriver()));
    }
}
