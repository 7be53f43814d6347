package io.berth.engine;

import java.util.Objects;

/** A volume of this installation, by its name on the engine, at an absolute path in the container. */
public record VolumeMount(String volume, String path, boolean readOnly) {

    public VolumeMount {
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(path, "path");
    }
}
