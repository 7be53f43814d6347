package io.berth.volume.volume;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where the data of a volume live. */
enum VolumeType {
    /** A directory of the engine's own. */
    LOCAL,
    /** Memory, as long as a container mounts it. */
    TMPFS,
    /** A directory that the host had before. */
    BIND,
    NFS,
    CIFS;

    /** Whether the data are gone when the engine has lost the volume: elsewhere they live on, or never lived long. */
    boolean diesWithItsVolume() {
        return this == LOCAL;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
