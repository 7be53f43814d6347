package io.berth.engine;

import java.util.List;
import java.util.Objects;

/**
 * A balancer's HAProxy. Exceptions: the host's network (when it names no networks), capabilities NET_BIND_SERVICE, SETUID,
 * SETGID and KILL (a root master with unprivileged workers), one volume of the suite, and a restart policy, so that traffic
 * flows while Berth is down.
 *
 * @param volume engine name of the volume with configuration and sockets; made by the suite, so without Berth's labels
 * @param networksOrEmptyForHost engine names of networks; empty for the host's network
 * @param alias DNS name on those networks, or null
 * @param limits null for one core, 512 MiB and 512 processes
 */
public record ProxySpec(
        Owner owner,
        String engineName,
        String image,
        List<String> command,
        String volume,
        String mountPath,
        List<String> networksOrEmptyForHost,
        String alias,
        Limits limits)
        implements SystemSpec {

    public ProxySpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(mountPath, "mountPath");
        command = command == null ? List.of() : List.copyOf(command);
        networksOrEmptyForHost = networksOrEmptyForHost == null ? List.of() : List.copyOf(networksOrEmptyForHost);
        limits = (limits == null ? Limits.DEFAULTS : limits).complete();
    }

    public boolean onHostNetwork() {
        return networksOrEmptyForHost.isEmpty();
    }
}
