package io.berth.balancer.proxy;

import io.berth.balancer.proxy.ProxyPlan.Process;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when each proxy has not answered, and how often it ended since. Counted from the first failure after an answer, not
 * from the container's start: a proxy that served for days may miss one call without being started anew. In memory; a
 * restart of this service only makes it more patient.
 */
final class Silences {
    /** After the one that made it silent: the engine's first attempt may still meet what that one met. */
    private static final int MOST_DEATHS = 2;

    private final Duration longest;
    private final Clock clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();
    private final Map<String, Integer> deaths = new ConcurrentHashMap<>();

    Silences(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** Its container ended: counts for one that is silent already. */
    void died(String balancer) {
        if (since.containsKey(balancer)) {
            deaths.merge(balancer, 1, Integer::sum);
        }
    }

    /** It failed to answer. @return {@code SILENT}, or {@code CRASHING} for too long or after too many ends */
    Process failed(String balancer) {
        var now = clock.instant();
        var first = since.computeIfAbsent(balancer, fresh -> now);
        boolean patient = now.isBefore(first.plus(longest)) && deaths.getOrDefault(balancer, 0) < MOST_DEATHS;
        return patient ? Process.SILENT : Process.CRASHING;
    }

    /** It answered, was started anew, or is gone. */
    void over(String balancer) {
        since.remove(balancer);
        deaths.remove(balancer);
    }
}
