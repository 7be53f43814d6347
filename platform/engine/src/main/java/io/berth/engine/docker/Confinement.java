package io.berth.engine.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import io.berth.engine.ContainerSpec;
import io.berth.engine.FirewallSpec;
import io.berth.engine.FunctionInstanceSpec;
import io.berth.engine.Limits;
import io.berth.engine.ProxySpec;
import io.berth.engine.ToolboxSpec;
import java.util.List;
import java.util.Map;

/**
 * The walls around a container: the only place where a host configuration is written. Everything starts from
 * {@link #walls}; a system spec then opens the few doors that its Javadoc names.
 */
final class Confinement {

    private static final long CPU_PERIOD = 100_000;
    private static final String TMP_OPTIONS = "rw,nosuid,nodev,noexec,size=64m,mode=1777";

    private static final String TASK_OPTIONS = "rw,nosuid,nodev,exec,size=256m,uid=%d,gid=%d,mode=0755"
            .formatted(FunctionInstanceSpec.USER, FunctionInstanceSpec.USER);

    private Confinement() {}

    static HostConfig user(ContainerSpec spec) {
        String network =
                spec.networks().isEmpty() ? "none" : spec.networks().getFirst().engineName();
        return walls(spec.limits(), network)
                .withInit(true)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withReadonlyRootfs(spec.readOnlyRoot())
                .withTmpFs(spec.readOnlyRoot() ? Map.of("/tmp", TMP_OPTIONS) : null)
                .withMounts(spec.mounts().stream()
                        .map(mount -> volume(mount.volume(), mount.path(), mount.readOnly()))
                        .toList());
    }

    static HostConfig proxy(ProxySpec spec) {
        String network =
                spec.onHostNetwork() ? "host" : spec.networksOrEmptyForHost().getFirst();
        return walls(spec.limits(), network)
                .withCapAdd(Capability.NET_BIND_SERVICE, Capability.SETUID, Capability.SETGID, Capability.KILL)
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", TMP_OPTIONS))
                .withMounts(List.of(volume(spec.volume(), spec.mountPath(), false)));
    }

    static HostConfig toolbox(ToolboxSpec spec) {
        boolean looks = spec.access() == ToolboxSpec.Access.LOOK;
        HostConfig config = walls(spec.limits(), "none")
                .withInit(true)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withReadonlyRootfs(true)
                .withMounts(List.of(volume(spec.volume(), ToolboxSpec.MOUNT_PATH, looks)))
                // What it writes is read as it comes and may be a whole volume.
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        return looks
                ? config.withCapAdd(Capability.DAC_READ_SEARCH)
                : config.withCapAdd(Capability.CHOWN, Capability.DAC_OVERRIDE, Capability.FOWNER, Capability.FSETID);
    }

    static HostConfig firewall(FirewallSpec spec) {
        return walls(spec.limits(), "host")
                .withCapAdd(Capability.NET_ADMIN)
                .withInit(true)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withReadonlyRootfs(true)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
    }

    static HostConfig functionInstance(FunctionInstanceSpec spec) {
        return walls(spec.limits(), spec.network())
                .withInit(true)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", TMP_OPTIONS, FunctionInstanceSpec.TASK_DIRECTORY, TASK_OPTIONS))
                .withExtraHosts(spec.runtimeHost() + ":" + spec.runtimeAddress())
                // Asked inside the container, where nobody answers; so a look-up fails soon.
                .withDns("127.0.0.1")
                .withDnsOptions(List.of("timeout:1", "attempts:1"))
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "256k", "max-file", "1")));
    }

    /** CPU as a quota: an update cannot change a container's NanoCPUs through docker-java and a quota both. */
    static long quota(Limits limits) {
        return Math.round(limits.cpus() * CPU_PERIOD);
    }

    static long period() {
        return CPU_PERIOD;
    }

    private static HostConfig walls(Limits limits, String network) {
        return HostConfig.newHostConfig()
                .withPrivileged(false)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withIpcMode("private")
                .withCgroupnsMode("private")
                .withNetworkMode(network)
                .withPublishAllPorts(false)
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withCpuPeriod(CPU_PERIOD)
                .withCpuQuota(quota(limits))
                .withPidsLimit(limits.pids().longValue())
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file", "3")));
    }

    /** A mount object, never a bind string: only in the latter can a source be a path. */
    private static Mount volume(String name, String path, boolean readOnly) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withSource(name)
                .withTarget(path)
                .withReadOnly(readOnly);
    }
}
