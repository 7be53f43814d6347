package io.berth.scaler.fleet;

/** The last word of the balancer about an instance's target. */
public enum Balancing {
    SILENT,
    HEALTHY,
    UNHEALTHY,
    DRAINED,
    /** The pool does not exist. */
    REJECTED
}
