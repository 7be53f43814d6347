package io.berth.engine;

import java.util.List;
import java.util.Objects;

/**
 * One of Berth's tools at work on one volume: root without a network on a read-only root, and gone when it ends. Exceptions:
 * to look, capability DAC_READ_SEARCH, with the volume mounted read-only; to change, CHOWN, DAC_OVERRIDE, FOWNER and FSETID. Without
 * these root could not read what another user made.
 *
 * @param engineName unique to this run
 * @param command the tool and its arguments, never a shell's text
 * @param volume engine name of a volume of the owner's project
 * @param limits null for one core, 512 MiB and 512 processes
 */
public record ToolboxSpec(
        Owner owner, String engineName, String image, List<String> command, String volume, Access access, Limits limits)
        implements ToolSpec {

    /** Where the volume is. */
    public static final String MOUNT_PATH = "/volume";

    /** What the tool may do with the volume. */
    public enum Access {
        LOOK,
        CHANGE
    }

    public ToolboxSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(access, "access");
        command = List.copyOf(command);
        limits = (limits == null ? Limits.DEFAULTS : limits).complete();
    }
}
