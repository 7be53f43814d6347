package io.berth.balancer.proxy;

import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.target.TargetSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which pool each listener's traffic goes to now. Pure. A listener that takes another pool stays with the one before until
 * the proxy has checked a target of the new one: a backend that comes with a reload has no open server yet, and requests of
 * that moment would be refused.
 */
final class Routes {
    /** Whoever wants a pool without a working target gets it then. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WantedProxy wanted;
    private final Map<String, String> byListener = new HashMap<>();

    private Routes(WantedProxy wanted) {
        this.wanted = wanted;
    }

    /** @param open servers that passed their checks on this proxy */
    static Routes of(WantedProxy wanted, Set<ServerPlan.Key> open, Instant now) {
        var routes = new Routes(wanted);
        for (var listener : wanted.listeners()) {
            if (!listener.deleting()) {
                boolean wait = listener.servingPoolId() != null
                        && listener.poolId() != null
                        && now.isBefore(listener.changedAt().plus(PATIENCE))
                        && !ready(listener.poolId(), wanted, open);
                routes.byListener.put(listener.id(), wait ? listener.servingPoolId() : listener.poolId());
            }
        }
        return routes;
    }

    /** A pool that has nothing to wait for is as ready as it gets. */
    private static boolean ready(String pool, WantedProxy wanted, Set<ServerPlan.Key> open) {
        var serving = wanted.targets().stream()
                .filter(target -> target.poolId().equals(pool) && !target.leaving())
                .map(TargetSettings::id)
                .toList();
        return serving.isEmpty()
                || serving.stream().anyMatch(target -> open.contains(new ServerPlan.Key(pool, target)));
    }

    /** Null for none. */
    String poolOf(ListenerSettings listener) {
        return byListener.get(listener.id());
    }

    /** Whether it has the pool that is wanted. */
    boolean arrived(ListenerSettings listener) {
        return Objects.equals(poolOf(listener), listener.poolId());
    }

    /** Whether some listener's traffic goes there. */
    boolean serves(String pool) {
        return byListener.containsValue(pool);
    }

    /** Whether the proxy needs the pool: for traffic now, or to check it for traffic to come. */
    boolean carries(String pool) {
        return wanted.listeners().stream().anyMatch(listener -> uses(listener, pool));
    }

    boolean uses(ListenerSettings listener, String pool) {
        return !listener.deleting() && (pool.equals(listener.poolId()) || pool.equals(poolOf(listener)));
    }
}
