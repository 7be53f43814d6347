package io.berth.engine.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.berth.engine.ContainerState;
import io.berth.engine.EngineContainer;
import io.berth.engine.Health;
import io.berth.engine.Owner;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** From the engine's description of a container to Berth's. */
final class ContainerViews {

    /** How the engine writes "never". */
    private static final Instant ZERO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private ContainerViews() {}

    static EngineContainer of(InspectContainerResponse found, Owner owner) {
        InspectContainerResponse.ContainerState state = found.getState();
        ContainerState status = status(state.getStatus());
        boolean ended = status == ContainerState.EXITED || status == ContainerState.DEAD;
        Long exitCode = state.getExitCodeLong();
        return new EngineContainer(
                found.getId(),
                found.getName().substring(1),
                owner,
                status,
                health(state.getHealth(), status),
                ended && exitCode != null ? Integer.valueOf(exitCode.intValue()) : null,
                Boolean.TRUE.equals(state.getOOMKilled()),
                addresses(found),
                state.getPidLong() == null ? 0 : state.getPidLong(),
                Instant.parse(found.getCreated()),
                instant(state.getStartedAt()));
    }

    private static ContainerState status(String text) {
        return switch (text) {
            case "created" -> ContainerState.CREATED;
            case "running" -> ContainerState.RUNNING;
            case "paused" -> ContainerState.PAUSED;
            case "restarting" -> ContainerState.RESTARTING;
            case "exited" -> ContainerState.EXITED;
            // "removing" too: it will not run again.
            default -> ContainerState.DEAD;
        };
    }

    private static Health health(HealthState health, ContainerState status) {
        if (health == null || health.getStatus() == null || status != ContainerState.RUNNING) {
            return Health.NONE;
        }
        return switch (health.getStatus().toLowerCase(Locale.ROOT)) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.NONE;
        };
    }

    private static Map<String, String> addresses(InspectContainerResponse found) {
        Map<String, String> addresses = new HashMap<>();
        if (found.getNetworkSettings() != null && found.getNetworkSettings().getNetworks() != null) {
            found.getNetworkSettings().getNetworks().forEach((name, network) -> put(addresses, name, network));
        }
        return addresses;
    }

    private static void put(Map<String, String> addresses, String name, ContainerNetwork network) {
        String address = network.getIpAddress();
        if (address != null && !address.isEmpty()) {
            addresses.put(name, address);
        }
    }

    private static Instant instant(String text) {
        Instant instant = text == null || text.isEmpty() ? ZERO_TIME : Instant.parse(text);
        return instant.equals(ZERO_TIME) ? null : instant;
    }
}
