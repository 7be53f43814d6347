package io.berth.volume.volume;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.Map;

/**
 * A volume as a user asks for it.
 *
 * @param name DNS label, unique in the project
 * @param type {@code local} when absent
 * @param host the Docker host that is to have it; the default host when absent
 * @param tmpfs only with type {@code tmpfs}
 * @param bind only, and always, with type {@code bind}
 * @param softLimitBytes refused until volumes are measured
 */
record CreateVolume(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        VolumeType type,
        String host,
        @Valid TmpfsOptions tmpfs,
        @Valid BindOptions bind,
        Map<String, Object> nfs,
        Map<String, Object> cifs,
        @Min(1) Long softLimitBytes) {

    CreateVolume {
        labels = labels == null ? Map.of() : labels;
        type = type == null ? VolumeType.LOCAL : type;
    }
}
