package io.berth.function.instance;

/** A runtime's question that waits for its answer without holding a thread. */
public interface Parked<T> {
    /** @return false when the runtime is no longer there, so that nothing was handed over */
    boolean answer(T value);
}
