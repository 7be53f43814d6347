package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.pool.PoolSettings;
import io.berth.balancer.target.TargetSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that a balancer should be, read in one transaction.
 *
 * @param pools those that a listener names, one that is leaving included: its servers must be seen to go
 * @param targets of those pools
 */
record WantedProxy(
        BalancerSettings balancer,
        List<ListenerSettings> listeners,
        List<PoolSettings> pools,
        List<TargetSettings> targets) {

    Map<String, List<TargetSettings>> targetsByPool() {
        return targets.stream().collect(Collectors.groupingBy(TargetSettings::poolId));
    }

    /** Pools with a listener that stays. */
    boolean attached(String poolId) {
        return listeners.stream().anyMatch(listener -> !listener.deleting() && poolId.equals(listener.poolId()));
    }
}
