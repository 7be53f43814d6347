package io.berth.engine;

/** The engine's verdict of a container's health check; NONE where it has none or does not run. */
public enum Health {
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY
}
