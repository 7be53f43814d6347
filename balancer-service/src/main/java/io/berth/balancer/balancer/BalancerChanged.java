package io.berth.balancer.balancer;

import io.berth.engine.ReconcileRequest;

/** CDI event: what is wanted of this balancer, of its listeners or of a pool behind them has changed. */
public record BalancerChanged(String id) implements ReconcileRequest {
    /** Balancers, as their reconciler and the labels of their containers call them. */
    public static final String KIND = "balancer";

    @Override
    public String kind() {
        return KIND;
    }
}
