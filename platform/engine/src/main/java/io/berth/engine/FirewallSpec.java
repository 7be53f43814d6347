package io.berth.engine;

import java.util.List;
import java.util.Objects;

/**
 * Berth's tool for packet filter rules, at work on a host: root on a read-only root, without a volume, and gone when it
 * ends. Exceptions: the host's network, and capability NET_ADMIN, which there can change all of the host's networking. So it
 * runs nothing but the image's own tool, and the rules come on its input from a typed model.
 *
 * @param engineName unique to this run
 * @param limits null for one core, 512 MiB and 512 processes
 */
public record FirewallSpec(Owner owner, String engineName, String image, List<String> command, Limits limits)
        implements ToolSpec {

    public FirewallSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        Objects.requireNonNull(image, "image");
        command = List.copyOf(command);
        limits = (limits == null ? Limits.DEFAULTS : limits).complete();
    }
}
