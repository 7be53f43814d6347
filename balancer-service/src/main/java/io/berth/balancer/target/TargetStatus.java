package io.berth.balancer.target;

/** Where a target is on its way into and out of service. */
public enum TargetStatus {
    /** Not in service yet. */
    CHECKING,
    /** In service on every balancer its pool is on. */
    HEALTHY,
    /** Its checks fail. */
    UNHEALTHY,
    /** Gets nothing new. */
    DRAINING,
    /** No balancer has anything to do with it any more. */
    DRAINED
}
