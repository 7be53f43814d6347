package io.berth.balancer.pool;

/** How a target is checked. */
public enum CheckProtocol {
    /** A GET that must be answered with an expected status. */
    HTTP,
    /** A connection that must be accepted. */
    TCP
}
