package io.berth.outbox;

import java.time.Duration;

/** Doubling pauses up to a limit. One per thread. */
final class Backoff {

    private final long first;
    private final long most;
    private long next;

    Backoff(Duration first, Duration most) {
        this.first = first.toMillis();
        this.most = most.toMillis();
        this.next = this.first;
    }

    Duration next() {
        var pause = Duration.ofMillis(next);
        next = Math.min(most, next * 2);
        return pause;
    }

    void reset() {
        next = first;
    }
}
