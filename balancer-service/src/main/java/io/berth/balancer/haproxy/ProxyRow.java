package io.berth.balancer.haproxy;

/**
 * A frontend's or backend's line of {@code show stat}.
 *
 * @param requests HTTP requests, connections for TCP, since the worker started
 * @param sessions under way
 * @param queued waiting for any server
 * @param rate requests (HTTP) or sessions (TCP) in the last second
 */
public record ProxyRow(
        String name,
        boolean frontend,
        long requests,
        long sessions,
        long queued,
        long rate,
        long retries,
        long redispatches,
        long connectionErrors,
        long bytesIn,
        long bytesOut,
        StatusClasses statuses) {}
