package io.berth.engine;

import java.time.Instant;
import java.util.Map;

/**
 * A container as the engine has it.
 *
 * @param exitCode of the last run; null when it runs or never ran
 * @param oomKilled whether the kernel ended the last run for memory
 * @param addresses IPv4 by engine name of the network, only while it runs
 * @param pid on the host, 0 while it does not run
 * @param startedAt of the last run, null when it never ran
 */
public record EngineContainer(
        String id,
        String name,
        Owner owner,
        ContainerState state,
        Health health,
        Integer exitCode,
        boolean oomKilled,
        Map<String, String> addresses,
        long pid,
        Instant createdAt,
        Instant startedAt) {

    public EngineContainer {
        addresses = Map.copyOf(addresses);
    }

    public boolean running() {
        return state == ContainerState.RUNNING;
    }
}
