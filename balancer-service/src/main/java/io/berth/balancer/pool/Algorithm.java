package io.berth.balancer.pool;

/** How a target is chosen. */
public enum Algorithm {
    WEIGHTED_ROUND_ROBIN,
    WEIGHTED_LEAST_CONNECTIONS,
    SOURCE_IP_HASH,
    LEAST_RESPONSE_TIME
}
