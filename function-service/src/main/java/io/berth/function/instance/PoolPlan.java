package io.berth.function.instance;

/** How many instances that know no function yet a pool starts or stops. Pure. */
final class PoolPlan {
    private PoolPlan() {}

    /**
     * A pool at a moment.
     *
     * @param size how many should wait to be claimed
     * @param ready that do
     * @param starting containers on their way
     * @param demanded claims that wait for one
     * @param mayRefill whether this is a moment to start what nobody waits for
     * @param room how many more the host may have
     */
    record Sight(int size, int ready, int starting, int demanded, boolean mayRefill, int room) {}

    static int starts(Sight seen) {
        var wanted = seen.demanded() + (seen.mayRefill() ? seen.size() - seen.ready() : 0);
        return Math.max(0, Math.min(wanted - seen.starting(), seen.room()));
    }

    /** Only what waits is stopped: what is starting will wait soon enough. */
    static int stops(Sight seen) {
        return seen.demanded() > 0 ? 0 : Math.max(0, seen.ready() - seen.size());
    }
}
