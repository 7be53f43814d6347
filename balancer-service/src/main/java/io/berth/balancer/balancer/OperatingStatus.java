package io.berth.balancer.balancer;

/** How well a balancer can serve, whatever became of the last change of it. */
public enum OperatingStatus {
    /** Every target takes traffic. */
    ONLINE,
    /** Some do. */
    DEGRADED,
    /** None does, or the proxy is away. */
    OFFLINE,
    /** There are none. */
    NO_TARGETS
}
