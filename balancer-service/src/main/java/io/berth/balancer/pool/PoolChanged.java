package io.berth.balancer.pool;

/** CDI event: what is wanted of this pool or of its targets has changed. */
public record PoolChanged(String id) {}
