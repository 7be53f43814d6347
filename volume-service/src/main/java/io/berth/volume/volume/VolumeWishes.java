package io.berth.volume.volume;

import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.volume.VolumeConfig;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which of the contract's volumes this installation makes. What it cannot do it refuses, rather than forget it. */
@ApplicationScoped
class VolumeWishes {
    private final VolumeConfig config;
    private final Hosts hosts;
    private final String installation;

    VolumeWishes(VolumeConfig config, Hosts hosts, @ConfigProperty(name = "berth.installation") String installation) {
        this.config = config;
        this.hosts = hosts;
        this.installation = installation;
    }

    /** Directories of the host that may be lent to containers. */
    Set<String> lentOut() {
        return config.bindAllow().orElse(Set.of());
    }

    /** Where the volume is to be. */
    Placement placement(CreateVolume wanted) {
        if (wanted.host() == null) {
            return new Placement(hosts.defaultHost().name(), installation);
        }
        var names = hosts.all().stream().map(Host::name).toList();
        if (!names.contains(wanted.host())) {
            throw new ProblemException(
                    VolumeError.VOLUME_HOST_UNKNOWN,
                    "There is no host " + wanted.host() + ".",
                    "Leave host out, or choose one of " + names + ".");
        }
        return new Placement(wanted.host(), installation);
    }

    /** The wish with every default written down; @throws ProblemException when it cannot be made true */
    CreateVolume complete(CreateVolume wanted) {
        requireNoLimit(wanted.softLimitBytes());
        requireOnly(VolumeType.TMPFS, "tmpfs", wanted.tmpfs(), wanted);
        requireOnly(VolumeType.BIND, "bind", wanted.bind(), wanted);
        requireOnly(VolumeType.NFS, "nfs", wanted.nfs(), wanted);
        requireOnly(VolumeType.CIFS, "cifs", wanted.cifs(), wanted);
        return switch (wanted.type()) {
            case LOCAL -> wanted;
            case TMPFS -> withMemory(wanted);
            case BIND -> lent(wanted);
            case NFS, CIFS ->
                throw new ProblemException(
                        VolumeError.VOLUME_TYPE_UNSUPPORTED,
                        "Volumes of type " + wanted.type() + " cannot be made yet.",
                        "Mount the share on the host, lend the directory out in berth.volumes.bind-allow, and use type"
                                + " bind.");
        };
    }

    private CreateVolume withMemory(CreateVolume wanted) {
        var asked = wanted.tmpfs() == null ? TmpfsOptions.NONE : wanted.tmpfs();
        var tmpfs = asked.withDefaults(config.tmpfsBytes());
        if (tmpfs.sizeBytes() > config.tmpfsMaxBytes()) {
            throw ProblemException.invalidField(
                    "tmpfs.sizeBytes", "must be at most " + config.tmpfsMaxBytes() + " in this installation");
        }
        return new CreateVolume(
                wanted.name(),
                wanted.labels(),
                wanted.type(),
                wanted.host(),
                tmpfs,
                null,
                null,
                null,
                wanted.softLimitBytes());
    }

    private CreateVolume lent(CreateVolume wanted) {
        if (wanted.bind() == null) {
            throw ProblemException.invalidField("bind", "is needed with type bind");
        }
        if (!lentOut().contains(wanted.bind().path())) {
            var allowed = lentOut().stream().sorted().collect(Collectors.joining(", "));
            throw new ProblemException(
                    VolumeError.VOLUME_BIND_NOT_ALLOWED,
                    wanted.bind().path() + " is not one of the directories that this installation lends out.",
                    allowed.isEmpty()
                            ? "Use type local, or ask the operator to name the directory in berth.volumes.bind-allow."
                            : "Use type local, or one of " + allowed + ".");
        }
        return wanted;
    }

    /** Nothing measures volumes yet, so that a limit would never be told. */
    static void requireNoLimit(Long softLimitBytes) {
        if (softLimitBytes != null) {
            throw new ProblemException(
                    VolumeError.VOLUME_OPTION_UNSUPPORTED,
                    "softLimitBytes: what a volume takes is not measured yet.",
                    "Leave softLimitBytes out.");
        }
    }

    private static void requireOnly(VolumeType type, String field, Object options, CreateVolume wanted) {
        if (options != null && wanted.type() != type) {
            throw ProblemException.invalidField(field, "goes with type " + type + " only");
        }
    }
}
