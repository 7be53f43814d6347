package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.Backend;
import io.berth.balancer.haproxy.Balance;
import io.berth.balancer.haproxy.Check;
import io.berth.balancer.haproxy.Frontend;
import io.berth.balancer.haproxy.Mode;
import io.berth.balancer.haproxy.ProxySetup;
import io.berth.balancer.haproxy.Server;
import io.berth.balancer.listener.ListenerProtocol;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.pool.Algorithm;
import io.berth.balancer.pool.PoolProtocol;
import io.berth.balancer.pool.PoolSettings;
import io.berth.balancer.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Says in HAProxy's terms what is wanted in Berth's. */
final class Setups {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private Setups() {}

    /**
     * @param excluded ids of listeners that cannot be bound
     * @param open servers that passed their checks on this proxy
     */
    static ProxySetup of(WantedProxy wanted, Routes routes, Set<String> excluded, Set<ServerPlan.Key> open) {
        var frontends = wanted.listeners().stream()
                .filter(listener -> !listener.deleting() && !excluded.contains(listener.id()))
                .map(listener -> frontend(listener, routes.poolOf(listener)))
                .toList();
        var targets = wanted.targetsByPool();
        var backends = wanted.pools().stream()
                .filter(pool -> routes.carries(pool.id()))
                .map(pool -> backend(
                        pool, idleTimeout(pool, wanted, routes), targets.getOrDefault(pool.id(), List.of()), open))
                .toList();
        return new ProxySetup(wanted.balancer().id(), frontends, backends);
    }

    private static Frontend frontend(ListenerSettings listener, String pool) {
        return new Frontend(
                listener.id(),
                listener.number(),
                listener.protocol() == ListenerProtocol.HTTP ? Mode.HTTP : Mode.TCP,
                listener.address(),
                listener.port(),
                pool,
                listener.idleTimeout(),
                listener.acceptProxy());
    }

    private static Backend backend(
            PoolSettings pool, Duration idleTimeout, List<TargetSettings> targets, Set<ServerPlan.Key> open) {
        var check = pool.healthCheck();
        return new Backend(
                pool.id(),
                pool.number(),
                pool.protocol() == PoolProtocol.HTTP ? Mode.HTTP : Mode.TCP,
                balance(pool.algorithm()),
                new Check(
                        check.path(),
                        check.expectedStatus(),
                        check.interval(),
                        check.timeout(),
                        check.rise(),
                        check.fall()),
                idleTimeout,
                pool.slowStart(),
                targets.stream().map(target -> server(target, open)).toList());
    }

    /** The most patient listener's. */
    private static Duration idleTimeout(PoolSettings pool, WantedProxy wanted, Routes routes) {
        return wanted.listeners().stream()
                .filter(listener -> routes.uses(listener, pool.id()))
                .map(ListenerSettings::idleTimeout)
                .max(Duration::compareTo)
                .orElse(IDLE);
    }

    private static Server server(TargetSettings target, Set<ServerPlan.Key> open) {
        return new Server(
                target.id(),
                target.number(),
                target.address(),
                target.port(),
                target.weight(),
                target.backup(),
                !target.leaving() && open.contains(new ServerPlan.Key(target.poolId(), target.id())));
    }

    private static Balance balance(Algorithm algorithm) {
        return switch (algorithm) {
            case WEIGHTED_ROUND_ROBIN -> Balance.ROUND_ROBIN;
            case WEIGHTED_LEAST_CONNECTIONS -> Balance.LEAST_CONNECTIONS;
            case SOURCE_IP_HASH -> Balance.SOURCE;
            case LEAST_RESPONSE_TIME -> throw new IllegalArgumentException("no pool is created with " + algorithm);
        };
    }
}
