package io.berth.volume;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import java.util.Set;

/** Settings of the volume service. */
@ConfigMapping(prefix = "berth.volumes")
public interface VolumeConfig {
    /**
     * Directories of the host that volumes of type {@code bind} may lend to containers, each exactly as written; none by
     * default. Every project may use them.
     */
    Optional<Set<String>> bindAllow();

    /** Size in bytes of a volume of type {@code tmpfs} that names none. */
    @WithDefault("67108864")
    @Min(4096)
    long tmpfsBytes();

    /** The most bytes that a volume of type {@code tmpfs} may ask for. */
    @WithDefault("1073741824")
    @Min(4096)
    long tmpfsMaxBytes();
}
