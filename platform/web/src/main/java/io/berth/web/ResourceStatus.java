package io.berth.web;

/** Where a resource is on its way from wanted to real. */
public enum ResourceStatus {
    /** Wanted, not there yet. */
    PENDING,
    /** There, as wanted. */
    READY,
    /** Berth gave up; {@code statusReason} says why. */
    FAILED,
    /** Being taken away. */
    DELETING
}
