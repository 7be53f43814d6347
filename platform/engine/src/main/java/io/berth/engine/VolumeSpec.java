package io.berth.engine;

import java.util.Objects;

/** A volume to make. It has no driver options but those of its source, so that none can be a bind mount in disguise. */
public record VolumeSpec(Owner owner, String engineName, VolumeSource source) {

    public VolumeSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        Objects.requireNonNull(source, "source");
    }

    /** A plain local volume. */
    public VolumeSpec(Owner owner, String engineName) {
        this(owner, engineName, VolumeSource.LOCAL);
    }
}
