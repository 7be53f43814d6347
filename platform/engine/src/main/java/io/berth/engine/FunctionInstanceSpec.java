package io.berth.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A place where one function's code will run, not a user's container: nothing in it comes from the user. Exceptions: a
 * writable and executable {@code tmpfs} for the code at {@link #TASK_DIRECTORY} beside {@code /tmp}, one line in its hosts
 * file, and no name server, because an engine before 25.0.5 would forward an internal network's queries to the outside.
 * Everything else is narrower than a user's container: user 1001, read-only root, one internal network, a log of 256 KiB.
 *
 * @param network engine name of its project's function network
 * @param ipv4 its own address there, which tells whose request a request is
 * @param runtimeHost the name by which this instance alone knows the Runtime API
 * @param runtimeAddress where that is
 * @param limits null for one core, 512 MiB and 512 processes
 */
public record FunctionInstanceSpec(
        Owner owner,
        String engineName,
        String image,
        Map<String, String> env,
        String network,
        String ipv4,
        String runtimeHost,
        String runtimeAddress,
        Limits limits)
        implements SystemSpec {

    /** Where the code is unpacked. */
    public static final String TASK_DIRECTORY = "/var/task";

    /** Whom the code runs as, and in which group. */
    public static final int USER = 1001;

    public FunctionInstanceSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(ipv4, "ipv4");
        Objects.requireNonNull(runtimeHost, "runtimeHost");
        Objects.requireNonNull(runtimeAddress, "runtimeAddress");
        env = env == null ? Map.of() : Map.copyOf(env);
        limits = (limits == null ? Limits.DEFAULTS : limits).complete();
    }

    /** Its network, with the fixed address. */
    public List<NetworkAttachment> attachments() {
        return List.of(new NetworkAttachment(network, List.of(), ipv4));
    }
}
