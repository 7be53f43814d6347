package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerService;
import io.berth.balancer.listener.ListenerRecords;
import io.berth.balancer.pool.PoolRecords;
import io.berth.balancer.target.TargetRecords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what balancers should be from the services that own the parts. */
@ApplicationScoped
class WantedProxies {
    private final BalancerService balancers;
    private final ListenerRecords listeners;
    private final PoolRecords pools;
    private final TargetRecords targets;

    WantedProxies(BalancerService balancers, ListenerRecords listeners, PoolRecords pools, TargetRecords targets) {
        this.balancers = balancers;
        this.listeners = listeners;
        this.pools = pools;
        this.targets = targets;
    }

    @Transactional
    Optional<WantedProxy> read(String id) {
        return balancers.find(id).map(balancer -> {
            var on = listeners.ofBalancer(id);
            var poolIds = on.stream()
                    .flatMap(listener -> Stream.of(
                            Optional.ofNullable(listener.poolId()), Optional.ofNullable(listener.servingPoolId())))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
            return new WantedProxy(balancer, on, pools.ofIds(poolIds), targets.ofPools(poolIds));
        });
    }
}
