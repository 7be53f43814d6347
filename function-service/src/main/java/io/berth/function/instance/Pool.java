package io.berth.function.instance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Instances of one project and runtime that know no function yet, and the functions that wait for one. */
final class Pool {
    final PoolKey key;
    Site site;
    final List<Instance> starting = new ArrayList<>();
    /** The oldest first. */
    final Deque<Instance> ready = new ArrayDeque<>();

    final Deque<FunctionQueue> claims = new ArrayDeque<>();
    /** Monotonic nanoseconds before which nothing is started, after a failure. */
    long pausedUntil;

    /** Monotonic nanoseconds at which an instance was claimed or answered for the first time. */
    long disturbedAt;

    /** Monotonic nanoseconds since when it has fewer instances than it should. */
    Optional<Long> shortSince = Optional.empty();

    Optional<String> failure = Optional.empty();

    Pool(PoolKey key, Site site, long now) {
        this.key = key;
        this.site = site;
        this.pausedUntil = now;
        this.disturbedAt = now;
    }

    void claim(FunctionQueue queue) {
        queue.claims++;
        claims.addLast(queue);
    }

    /** Gives up some of that function's claims, the youngest first. */
    void unclaim(FunctionQueue queue, int count) {
        for (int i = 0; i < count && claims.removeLastOccurrence(queue); i++) {
            queue.claims--;
        }
    }

    void remove(Instance instance) {
        starting.remove(instance);
        ready.remove(instance);
    }
}
