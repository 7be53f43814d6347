package io.berth.engine;

import java.util.Objects;

/** A plain local volume to make; no driver options, so that none can be a bind mount in disguise. */
public record VolumeSpec(Owner owner, String engineName) {

    public VolumeSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
    }
}
