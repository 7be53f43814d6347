package io.berth.engine;

import java.util.List;
import java.util.Objects;

/**
 * A network that a new container is put on.
 *
 * @param engineName the network's name on the engine
 * @param aliases DNS names of the container on that network
 * @param ipv4 a fixed address, or null
 */
public record NetworkAttachment(String engineName, List<String> aliases, String ipv4) {

    public NetworkAttachment {
        Objects.requireNonNull(engineName, "engineName");
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }
}
