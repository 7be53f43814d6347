package io.berth.network.endpoint;

/** What to do so that a container is, or is no longer, on a network. Pure. */
final class EndpointPlan {
    private EndpointPlan() {}

    static Action between(Wanted wanted, Actual actual) {
        if (wanted.deleting()) {
            return actual.attached() ? new Detach() : new RecordDetached();
        }
        if (!actual.containerExists()) {
            return wanted.failed() ? new Nothing() : new Fail("the container is gone");
        }
        if (actual.network() == Network.FAILED) {
            return wanted.failed() ? new Nothing() : new Fail("the network failed");
        }
        if (actual.network() == Network.COMING) {
            return new Await();
        }
        if (!actual.attached()) {
            return wanted.failed() ? new Nothing() : new Attach();
        }
        return new RecordAttached(actual.address());
    }

    /** The row, as far as the decision needs it. */
    record Wanted(boolean deleting, boolean failed) {}

    /** @param address empty while the container does not run */
    record Actual(Network network, boolean containerExists, boolean attached, String address) {}

    /** Whether the network is on the engine, is going to be, or never will. */
    enum Network {
        THERE,
        COMING,
        FAILED
    }

    sealed interface Action permits Attach, Detach, RecordAttached, RecordDetached, Fail, Await, Nothing {}

    /** Put it on. */
    record Attach() implements Action {}

    /** Take it off. */
    record Detach() implements Action {}

    /** It is on, with this address: say so. */
    record RecordAttached(String address) implements Action {}

    /** It is off: forget it. */
    record RecordDetached() implements Action {}

    /** It can never be on. */
    record Fail(String reason) implements Action {}

    /** The network is not there yet. */
    record Await() implements Action {}

    /** It failed before, and nothing has changed. */
    record Nothing() implements Action {}
}
