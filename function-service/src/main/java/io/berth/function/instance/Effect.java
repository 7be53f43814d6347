package io.berth.function.instance;

import io.berth.function.function.Deployment;

/** What follows from a change of the roster, done once its lock is let go. */
sealed interface Effect {
    /** Make and start its container. */
    record Start(Instance instance) implements Effect {}

    /** Kill its container and take it away. */
    record Remove(Instance instance) implements Effect {}

    /** Tell an instance which function it is from now on. */
    record Give(Instance instance, Parked<Claim> to, Deployment function) implements Effect {}

    /** Hand a request over to an instance. */
    record HandOver(Instance instance, Parked<Next> to, Invocation invocation, Deployment function) implements Effect {}

    /** Tell whoever waits. */
    record Finish(Invocation invocation, Ending ending) implements Effect {}
}
