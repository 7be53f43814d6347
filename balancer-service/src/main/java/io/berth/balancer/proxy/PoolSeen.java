package io.berth.balancer.proxy;

/** CDI event: a proxy shows something new of this pool's targets. */
record PoolSeen(String id) {}
