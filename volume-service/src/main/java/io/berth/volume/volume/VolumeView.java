package io.berth.volume.volume;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.engine.EngineContainer;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A volume as the API shows it.
 *
 * @param host the Docker host that has it: containers elsewhere cannot mount it
 * @param mountedBy who mounts it right now, as the engine reports; absent in lists and while the engine does not answer
 */
record VolumeView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        VolumeType type,
        TmpfsOptions tmpfs,
        BindOptions bind,
        String host,
        String engineName,
        Long softLimitBytes,
        List<User> mountedBy,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    /** A container that mounts the volume, running or not, and the resource that it belongs to. */
    record User(String id, String name, OwnerRef owner) {
        static User of(EngineContainer container) {
            var owner = container.owner();
            return new User(container.id(), container.name(), new OwnerRef(owner.kind(), owner.id(), owner.name()));
        }
    }

    /** @param kind {@code instance}, {@code function}, … */
    record OwnerRef(String kind, String id, String name) {}

    static VolumeView of(Volume volume) {
        return new VolumeView(
                volume.id(),
                volume.name(),
                volume.project(),
                volume.labels(),
                volume.status(),
                volume.statusReason(),
                volume.createdAt(),
                volume.updatedAt(),
                volume.type,
                volume.tmpfs,
                volume.bind,
                volume.host,
                volume.engineName,
                volume.softLimitBytes,
                null,
                volume.version(),
                volume.failure());
    }

    /** The same volume with who mounts it. */
    VolumeView mountedBy(List<User> users) {
        return new VolumeView(
                id,
                name,
                project,
                labels,
                status,
                statusReason,
                createdAt,
                updatedAt,
                type,
                tmpfs,
                bind,
                host,
                engineName,
                softLimitBytes,
                users,
                version,
                failure);
    }
}
