package io.berth.engine;

import java.util.Objects;
import java.util.Set;

/**
 * Where a volume's data live: the only way to a driver option, each kind with the few that it needs. The checks are in
 * {@link GuardRails}.
 */
public sealed interface VolumeSource {

    Local LOCAL = new Local();

    /** A directory of the engine's own. */
    record Local() implements VolumeSource {}

    /**
     * Memory of the host, shared by the containers that mount it, empty again once the last of them ends.
     *
     * @param sizeBytes what may be written at most
     * @param mode of its root directory, in octal: {@code 1777}
     */
    record Tmpfs(long sizeBytes, String mode) implements VolumeSource {
        public Tmpfs {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /**
     * A directory of the host that was there before.
     *
     * @param path absolute and plain; must be one of the allowed
     * @param allowed what the installation's configuration lends out, never user input
     */
    record Bind(String path, Set<String> allowed) implements VolumeSource {
        public Bind {
            Objects.requireNonNull(path, "path");
            allowed = Set.copyOf(allowed);
        }
    }
}
