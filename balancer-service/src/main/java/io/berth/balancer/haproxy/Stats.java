package io.berth.balancer.haproxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All counters of one worker. */
public record Stats(List<ProxyRow> proxies, List<ServerRow> servers) {

    public Optional<ServerRow> server(String backend, String name) {
        return servers.stream()
                .filter(row -> row.backend().equals(backend) && row.name().equals(name))
                .findFirst();
    }

    public Optional<ProxyRow> backend(String name) {
        return proxies.stream()
                .filter(row -> !row.frontend() && row.name().equals(name))
                .findFirst();
    }

    /** With what an administrator did to the servers, which the counters hide while a server is down. */
    Stats with(Map<String, ServerState.Admin> states) {
        var merged = servers.stream()
                .map(row -> Optional.ofNullable(states.get(row.backend() + "/" + row.name()))
                        .map(admin -> row.administered(admin.maintenance(), admin.draining()))
                        .orElse(row))
                .toList();
        return new Stats(proxies, merged);
    }

    /** With what earlier workers still hold with the same servers. */
    public Stats counting(List<OldWorker> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        var counted = servers.stream()
                .map(row -> row.holding(earlier.stream()
                        .flatMap(worker -> worker.stats().server(row.backend(), row.name()).stream())
                        .mapToLong(ServerRow::sessions)
                        .sum()))
                .toList();
        return new Stats(proxies, counted);
    }

    public boolean hasFrontend(String name) {
        return proxies.stream().anyMatch(row -> row.frontend() && row.name().equals(name));
    }
}
