package io.berth.function.instance;

/** How many more instances a function needs. Pure. */
final class DispatchPlan {
    private DispatchPlan() {}

    /**
     * What a function has and wants.
     *
     * @param waiting requests that no instance has taken
     * @param idle instances that could take one
     * @param coming instances that load or are about to return, and claims that wait for an instance
     * @param live all instances of the function and its waiting claims
     * @param most instances the function may have
     */
    record Demand(int waiting, int idle, int coming, int live, int most) {}

    /** Never more on their way than there are requests that no idle instance will take, nor more in all than allowed. */
    static int claims(Demand demand) {
        var unserved = demand.waiting() - demand.idle() - demand.coming();
        return Math.max(0, Math.min(unserved, demand.most() - demand.live()));
    }

    /** Claims that wait for an instance although nobody waits for what they would bring: given up. */
    static int surplus(Demand demand, int claimsWaiting) {
        var loading = demand.coming() - claimsWaiting;
        var needed = Math.max(0, demand.waiting() - demand.idle() - loading);
        return Math.max(0, claimsWaiting - needed);
    }
}
