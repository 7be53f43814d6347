package io.berth.scaler.reconcile;

import io.berth.engine.VolumeMount;
import io.berth.outbox.Projections;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A template's volumes as the engine knows them, from what volume-service publishes. */
@ApplicationScoped
class Volumes {
    private final Projections projections;

    Volumes(Projections projections) {
        this.projections = projections;
    }

    /** Why instances cannot have all their volumes now, for a person. */
    @Transactional
    Optional<String> obstacle(Frame group) {
        return group.template().mounts().stream()
                .map(mount -> obstacle(group, mount))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> apart(group));
    }

    /** Whether all of them are on that host. */
    @Transactional
    boolean reach(Frame group, String host) {
        return places(group).map(VolumeState::host).allMatch(host::equals);
    }

    /**
     * In the order of the template.
     *
     * @throws LaunchException when one cannot be mounted
     */
    @Transactional
    List<VolumeMount> mounts(Frame group, List<Template.Mount> wanted) {
        return wanted.stream().map(mount -> mount(group, mount)).toList();
    }

    private VolumeMount mount(Frame group, Template.Mount mount) {
        var obstacle = obstacle(group, mount);
        if (obstacle.isPresent()) {
            throw new LaunchException(obstacle.get());
        }
        var volume = find(group, mount).orElseThrow();
        return new VolumeMount(volume.engineName(), mount.path(), mount.readOnly());
    }

    private Optional<String> obstacle(Frame group, Template.Mount mount) {
        var found = find(group, mount);
        return found.isEmpty()
                ? Optional.of("there is no volume %s in project %s".formatted(mount.volume(), group.project()))
                : found.filter(volume -> !volume.ready()).map(VolumeState::obstacle);
    }

    /** A volume is on one host, and an instance too. */
    private Optional<String> apart(Frame group) {
        var bound = places(group).toList();
        return bound.stream()
                .filter(volume -> !volume.host().equals(bound.getFirst().host()))
                .findFirst()
                .map(other -> "%s, %s: an instance is on one host".formatted(place(bound.getFirst()), place(other)));
    }

    private static String place(VolumeState volume) {
        return "volume %s is on host %s".formatted(volume.name(), volume.host());
    }

    /** Volumes that are bound to a host. */
    private Stream<VolumeState> places(Frame group) {
        return group.template().mounts().stream()
                .map(mount -> find(group, mount))
                .flatMap(Optional::stream)
                .filter(volume -> volume.host() != null);
    }

    private Optional<VolumeState> find(Frame group, Template.Mount mount) {
        return projections.byName(VolumeState.TOPIC, group.project(), mount.volume(), VolumeState.class);
    }
}
