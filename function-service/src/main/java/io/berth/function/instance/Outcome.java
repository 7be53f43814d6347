package io.berth.function.instance;

/** How an invocation ended. */
public enum Outcome {
    /** The handler returned. */
    SUCCEEDED,
    /** The handler threw, or its module could not be loaded: the runtime told what. */
    HANDLER_ERROR,
    /** The time was over, the container was killed. */
    TIMED_OUT,
    /** The process ended before it answered. */
    CRASHED,
    /** The kernel ended it for its memory. */
    OUT_OF_MEMORY,
    /** Nothing ran: as many instances as allowed are busy, or too many wait. */
    THROTTLED,
    /** Nothing ran: no instance could be had in time. */
    NO_INSTANCE,
    /** Nothing ran: the function is being deleted. */
    FUNCTION_GONE;

    /** Whether it reached an instance, and so is measured and kept. */
    public boolean ran() {
        return this != THROTTLED && this != NO_INSTANCE && this != FUNCTION_GONE;
    }
}
