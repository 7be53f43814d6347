package io.berth.balancer.balancer;

/** Where a balancer listens. */
public enum Scheme {
    /** On its host's network. */
    EXTERNAL,
    /** On networks of its project, with its name as DNS alias. */
    INTERNAL
}
