package io.berth.engine.fake;

import io.berth.engine.EngineException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What goes wrong, and what was asked. Guarded by the engine's lock. */
final class Faults {

    private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
    private final Set<String> crashes = new HashSet<>();
    private final Map<String, Duration> latencies = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private boolean unavailable;

    synchronized void failNext(String op, RuntimeException failure) {
        failures.computeIfAbsent(op, any -> new ArrayDeque<>()).add(failure);
    }

    synchronized void crashAfter(String op) {
        crashes.add(op);
    }

    synchronized void latency(String op, Duration latency) {
        latencies.put(op, latency);
    }

    synchronized void unavailable(boolean now) {
        unavailable = now;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    void before(String op) {
        Duration latency = log(op);
        if (!latency.isZero()) {
            pause(op, latency);
        }
        synchronized (this) {
            if (unavailable) {
                throw new EngineException(EngineException.Kind.UNAVAILABLE, op + ": no engine answers");
            }
            Deque<RuntimeException> planned = failures.get(op);
            if (planned != null && !planned.isEmpty()) {
                throw planned.poll();
            }
        }
    }

    synchronized void after(String op) {
        if (crashes.remove(op)) {
            throw new Killed(op);
        }
    }

    private synchronized Duration log(String op) {
        calls.add(op);
        return latencies.getOrDefault(op, Duration.ZERO);
    }

    private static void pause(String op, Duration latency) {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(EngineException.Kind.TIMEOUT, op + ": interrupted", e);
        }
    }
}
