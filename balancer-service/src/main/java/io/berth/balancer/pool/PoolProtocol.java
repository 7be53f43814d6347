package io.berth.balancer.pool;

/** What a balancer speaks to a pool's targets. */
public enum PoolProtocol {
    HTTP,
    HTTPS,
    H2C,
    TCP
}
