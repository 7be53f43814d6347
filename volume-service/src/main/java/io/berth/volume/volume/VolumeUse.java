package io.berth.volume.volume;

import io.berth.engine.EngineException;
import io.berth.engine.Hosts;
import io.berth.volume.volume.VolumeView.User;
import io.berth.web.PlatformError;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Who mounts a volume, as the engine reports it at this moment. Never called inside a transaction. */
@ApplicationScoped
class VolumeUse {
    private static final Logger LOG = Logger.getLogger(VolumeUse.class);

    private final Hosts hosts;

    VolumeUse(Hosts hosts) {
        this.hosts = hosts;
    }

    /** Containers of this installation that mount it; empty while the engine does not answer. */
    Optional<List<User>> users(VolumeView volume) {
        try {
            return Optional.of(mounting(volume.host(), volume.engineName()));
        } catch (EngineException away) {
            LOG.warnf("use of a volume unknown volume=%s reason=%s", volume.id(), away.getMessage());
            return Optional.empty();
        }
    }

    /** @throws EngineException when the engine does not answer */
    List<User> mounting(String host, String engineName) {
        return hosts.engine(host).volumeUsers(engineName).stream().map(User::of).toList();
    }

    /**
     * @throws ProblemException naming the containers that mount it; also while nobody can say whether there are any, unless
     *     its data are gone anyway
     */
    void requireUnmounted(VolumeView volume) {
        var users = users(volume).orElseGet(() -> {
            if (volume.status() == ResourceStatus.FAILED) {
                return List.of();
            }
            throw new ProblemException(
                    PlatformError.ENGINE_UNAVAILABLE,
                    "The engine does not say who mounts %s.".formatted(volume.name()),
                    "Try again when the host %s answers.".formatted(volume.host()));
        });
        if (!users.isEmpty()) {
            throw new ProblemException(
                    VolumeError.VOLUME_IN_USE,
                    volume.name() + " is mounted by "
                            + users.stream().map(User::name).sorted().collect(Collectors.joining(", ")),
                    "Delete the groups or functions that mount it first.");
        }
    }
}
