package io.berth.balancer.sample;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long listeners, pools and targets took lately, from the proxies' access rings. */
@ApplicationScoped
class Latencies {
    private final Map<String, LatencyWindow> byName = new ConcurrentHashMap<>();
    private final Clock clock;

    Latencies(Clock clock) {
        this.clock = clock;
    }

    void add(String name, int milliseconds) {
        var window = byName.computeIfAbsent(name, fresh -> new LatencyWindow());
        synchronized (window) {
            window.add(clock.instant().getEpochSecond(), milliseconds);
        }
    }

    /** In milliseconds; null when nothing was answered in the window. */
    Double percentile(String name, double percent) {
        var window = byName.get(name);
        if (window == null) {
            return null;
        }
        synchronized (window) {
            return window.percentile(clock.instant().getEpochSecond(), percent);
        }
    }

    /** Forgets those that were silent for the whole window. */
    void sweep() {
        byName.keySet().removeIf(name -> percentile(name, 50) == null);
    }
}
