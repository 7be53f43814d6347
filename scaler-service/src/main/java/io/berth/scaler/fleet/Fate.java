package io.berth.scaler.fleet;

/** What a user has asked for one instance. */
public enum Fate {
    KEEP,
    /** To go once another has taken its place. */
    REPLACE,
    /** To go without one in its place. */
    REMOVE
}
