package io.berth.scaler.decision;

/** What a policy can follow. Each is measured by the balancer that serves the group's pool, so a group without a pool has none. */
public enum Metric {
    /** Requests per second per in-service target, mean of the last 10 s. */
    REQUESTS_PER_TARGET("requests/s per target"),
    /** Requests being served at once per in-service target, mean of the last 10 s. */
    INFLIGHT_PER_TARGET("requests in flight per target"),
    /** 95th percentile of the pool's response time in milliseconds, mean of the last 10 s; absent without requests. */
    LATENCY_P95("ms at the 95th percentile");

    private final String unit;

    Metric(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}
