package io.berth.balancer.listener;

import io.berth.balancer.balancer.BalancerChanged;
import io.berth.balancer.pool.PoolChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Tells those who make balancers real that a listener changed. */
@ApplicationScoped
class ListenerNews {
    private final Event<BalancerChanged> balancerChanged;
    private final Event<PoolChanged> poolChanged;

    ListenerNews(Event<BalancerChanged> balancerChanged, Event<PoolChanged> poolChanged) {
        this.balancerChanged = balancerChanged;
        this.poolChanged = poolChanged;
    }

    void changed(Listener listener) {
        balancerChanged.fire(new BalancerChanged(listener.balancerId()));
        poolLeft(listener.poolId());
    }

    /** @param poolId of a pool that may have lost its last balancer, or null */
    void poolLeft(String poolId) {
        if (poolId != null) {
            poolChanged.fire(new PoolChanged(poolId));
        }
    }
}
