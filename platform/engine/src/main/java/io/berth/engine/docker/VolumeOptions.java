package io.berth.engine.docker;

import io.berth.engine.VolumeSource;
import java.util.Map;

/**
 * Options of the engine's local volume driver, which it hands to mount(2): see "Create a volume" and "Driver-specific
 * options" in the engine's manual of {@code docker volume create}.
 */
final class VolumeOptions {

    private VolumeOptions() {}

    static Map<String, String> of(VolumeSource source) {
        return switch (source) {
            case VolumeSource.Local local -> Map.of();
            case VolumeSource.Tmpfs tmpfs ->
                Map.of(
                        "type", "tmpfs",
                        "device", "tmpfs",
                        "o", "nosuid,nodev,size=" + tmpfs.sizeBytes() + ",mode=" + tmpfs.mode());
            case VolumeSource.Bind bind -> Map.of("type", "none", "device", bind.path(), "o", "bind");
        };
    }
}
