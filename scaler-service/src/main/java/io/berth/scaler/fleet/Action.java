package io.berth.scaler.fleet;

import java.time.Instant;

/** One step of a plan. */
public sealed interface Action {

    /** Write down {@code count} new instances; starting them is the next pass's work. */
    record Launch(int count, String reason) implements Action {}

    /** Make the container of a written-down instance, or adopt the one that a crash left. */
    record Start(String instance) implements Action {}

    /** Nothing to do but to look again, at {@code until} at the latest. */
    record AwaitHealthy(String instance, Instant until) implements Action {}

    /** It is healthy: count it as in service. */
    record Serve(String instance) implements Action {}

    /** It stopped being healthy; the grace begins. */
    record Suspect(String instance, String reason) implements Action {}

    /**
     * Take it out of service, politely.
     *
     * @param unwanted because the group should have fewer
     * @param failed it never came into service, which counts against launching
     */
    record Drain(String instance, String reason, boolean unwanted, boolean failed) implements Action {}

    /** Nothing to do but to wait for the balancer, until the deadline at the latest. */
    record AwaitDrained(String instance, Instant until) implements Action {}

    /** Stop and remove its container, then it is terminated. */
    record Stop(String instance, String reason) implements Action {}

    /** Its container died by itself: out of the pool at once, remains removed next. */
    record Forget(String instance, String reason, boolean failed) implements Action {}

    /** Launches wait for their back-off or for their being resumed. */
    record AwaitLaunch(Instant until, String reason) implements Action {}
}
