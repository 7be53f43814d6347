package io.berth.balancer.haproxy;

/**
 * A worker of an earlier configuration that a reload left behind: it accepts nothing new and finishes what it has. Its
 * servers cannot be changed any more (HAProxy: "Proxy is disabled").
 *
 * @param stats its counters, without what an administrator did to servers
 */
public record OldWorker(long pid, Stats stats) {

    /** Connections that are with no server now: each may still bring one request, for any server of its pool. */
    public long idle() {
        long accepted = 0;
        for (var proxy : stats.proxies()) {
            accepted += proxy.frontend() ? proxy.sessions() : -proxy.sessions();
        }
        return Math.max(0, accepted);
    }
}
