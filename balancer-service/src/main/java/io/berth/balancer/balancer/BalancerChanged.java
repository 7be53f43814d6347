package io.berth.balancer.balancer;

/** CDI event: what is wanted of this balancer, of its listeners or of a pool behind them has changed. */
public record BalancerChanged(String id) {}
