package io.berth.engine;

/** What the engine says a container is doing. */
public enum ContainerState {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    EXITED,
    DEAD
}
