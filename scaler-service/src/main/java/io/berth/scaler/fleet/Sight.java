package io.berth.scaler.fleet;

/** What the engine shows of an instance's container. */
public enum Sight {
    /** The host does not answer: nothing is concluded. */
    UNKNOWN,
    ABSENT,
    CREATED,
    /** Running, its own health check has not passed yet. */
    STARTING,
    /** Running and healthy, or running without a health check of its own. */
    RUNNING,
    /** Running, its own health check fails. */
    UNHEALTHY,
    EXITED;

    boolean dead() {
        return this == ABSENT || this == EXITED;
    }
}
