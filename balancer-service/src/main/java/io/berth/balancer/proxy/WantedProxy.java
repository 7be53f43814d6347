package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.pool.PoolSettings;
import io.berth.balancer.target.TargetSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that a balancer should be, read in one transaction.
 *
 * @param pools those that a listener has or is to have, one that is leaving included: its servers must be seen to go
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

    Optional<ListenerSettings> listener(String id) {
        return listeners.stream().filter(listener -> listener.id().equals(id)).findFirst();
    }
}
