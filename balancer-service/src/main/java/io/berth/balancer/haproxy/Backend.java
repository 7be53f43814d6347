package io.berth.balancer.haproxy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pool as one HAProxy sees it.
 *
 * @param name the pool's id
 * @param number HAProxy's own id, stable over reloads
 * @param idleTimeout how long a target may stay silent
 * @param slowStart ramp of a server's weight after it came up, zero for none
 */
public record Backend(
        String name,
        int number,
        Mode mode,
        Balance balance,
        Check check,
        Duration idleTimeout,
        Duration slowStart,
        List<Server> servers) {

    public Backend {
        servers = List.copyOf(servers);
    }

    public Optional<Server> server(String name) {
        return servers.stream().filter(server -> server.name().equals(name)).findFirst();
    }
}
