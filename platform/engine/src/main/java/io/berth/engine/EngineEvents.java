package io.berth.engine;

import java.util.function.Consumer;

/** Changes on all hosts, for as long as the process lives. After each (re)connection to a host, first a resync. */
public interface EngineEvents {
    /** Listeners are called one at a time per host and must return quickly ({@code loop.wake(id)} does). */
    void onChange(Consumer<EngineChange> listener);
}
