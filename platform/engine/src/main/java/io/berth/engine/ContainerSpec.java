package io.berth.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A user's container: everything that a user can decide about one, and nothing else. Its owner replaces it when it ends;
 * the engine never restarts it.
 *
 * @param engineName its name on the engine, unique per host
 * @param command arguments, empty for the image's
 * @param entrypoint program, empty for the image's
 * @param networks none means no network at all (only loopback)
 * @param limits null for {@link Limits#DEFAULTS}
 * @param healthCheck null for the image's own, if it has one
 * @param stopGrace how long the engine waits after the stop signal; null for 10 s
 * @param user as {@code docker run --user}, null for the image's
 */
public record ContainerSpec(
        Owner owner,
        String engineName,
        String image,
        List<String> command,
        List<String> entrypoint,
        Map<String, String> env,
        List<NetworkAttachment> networks,
        List<VolumeMount> mounts,
        Limits limits,
        HealthCheck healthCheck,
        Duration stopGrace,
        boolean readOnlyRoot,
        String user) {

    public ContainerSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        Objects.requireNonNull(image, "image");
        command = command == null ? List.of() : List.copyOf(command);
        entrypoint = entrypoint == null ? List.of() : List.copyOf(entrypoint);
        env = env == null ? Map.of() : new LinkedHashMap<>(env);
        networks = networks == null ? List.of() : List.copyOf(networks);
        mounts = mounts == null ? List.of() : List.copyOf(mounts);
        limits = (limits == null ? Limits.DEFAULTS : limits).complete();
        stopGrace = stopGrace == null ? Duration.ofSeconds(10) : stopGrace;
    }

    /** The shortest useful spec: an image of that owner, on those networks. */
    public static ContainerSpec of(Owner owner, String engineName, String image, List<NetworkAttachment> networks) {
        return new ContainerSpec(
                owner, engineName, image, null, null, null, networks, null, null, null, null, false, null);
    }

    public ContainerSpec withCommand(String... command) {
        return new ContainerSpec(
                owner,
                engineName,
                image,
                List.of(command),
                entrypoint,
                env,
                networks,
                mounts,
                limits,
                healthCheck,
                stopGrace,
                readOnlyRoot,
                user);
    }

    public ContainerSpec withMounts(List<VolumeMount> mounts) {
        return new ContainerSpec(
                owner,
                engineName,
                image,
                command,
                entrypoint,
                env,
                networks,
                mounts,
                limits,
                healthCheck,
                stopGrace,
                readOnlyRoot,
                user);
    }

    public ContainerSpec withLimits(Limits limits) {
        return new ContainerSpec(
                owner,
                engineName,
                image,
                command,
                entrypoint,
                env,
                networks,
                mounts,
                limits,
                healthCheck,
                stopGrace,
                readOnlyRoot,
                user);
    }

    public ContainerSpec withHealthCheck(HealthCheck healthCheck) {
        return new ContainerSpec(
                owner,
                engineName,
                image,
                command,
                entrypoint,
                env,
                networks,
                mounts,
                limits,
                healthCheck,
                stopGrace,
                readOnlyRoot,
                user);
    }
}
