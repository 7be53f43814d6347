package io.berth.scaler.fleet;

/** Where an instance is in its life. */
public enum InstanceStatus {
    /** Written down; its container is being made. */
    LAUNCHING,
    /** The container runs and is published to the pool; not yet known to be healthy. */
    CHECKING,
    /** Healthy, counted as capacity. */
    IN_SERVICE,
    /** Was in service and is not healthy now; replaced when that lasts longer than the group's grace. */
    UNHEALTHY,
    /** Gets no new requests; stopped when drained or at its deadline. */
    DRAINING,
    /** Gone from the engine. */
    TERMINATED
}
