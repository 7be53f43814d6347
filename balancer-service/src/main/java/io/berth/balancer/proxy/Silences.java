package io.berth.balancer.proxy;

import io.berth.balancer.proxy.ProxyPlan.Process;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when each proxy has not answered. Counted from the first failure after an answer, not from the container's start:
 * a proxy that served for days may miss one call without being started anew. In memory; a restart of this service only
 * makes it more patient.
 */
final class Silences {
    private final Duration longest;
    private final Clock clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    Silences(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** It failed to answer. @return {@code SILENT}, or {@code CRASHING} when it has done so for too long */
    Process failed(String balancer) {
        var now = clock.instant();
        var first = since.computeIfAbsent(balancer, fresh -> now);
        return now.isBefore(first.plus(longest)) ? Process.SILENT : Process.CRASHING;
    }

    /** It answered, was started anew, or is gone. */
    void over(String balancer) {
        since.remove(balancer);
    }
}
