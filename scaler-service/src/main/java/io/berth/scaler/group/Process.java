package io.berth.scaler.group;

/** Parts of running a group that can be suspended. */
public enum Process {
    /** Making instances. */
    LAUNCH,
    /** Replacing those that are unhealthy for longer than their grace. */
    REPLACE,
    /** Following the policies. */
    SCALE
}
