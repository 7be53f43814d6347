package io.berth.console.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the streams when facts were committed. It carries no facts: each stream reads its own from the table, at its own
 * speed, so a slow subscriber neither holds memory nor loses anything.
 */
@ApplicationScoped
class Arrivals {

    /** Facts come in bursts; a burst wakes a stream once. */
    static final Duration GATHER = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long count;
    private long histories;

    /** Number of arrivals so far; take it before reading the table, and wait with it after. */
    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    void announce() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The history went back to an older copy: cursors of before are cursors of another one. */
    void restart() {
        lock.lock();
        try {
            histories++;
            announce();
        } finally {
            lock.unlock();
        }
    }

    /** Number of histories that this one has replaced since the start. */
    long histories() {
        lock.lock();
        try {
            return histories;
        } finally {
            lock.unlock();
        }
    }

    /** Returns shortly after something arrived after {@code seen}, with what came right after it, or when the time is over. */
    void await(long seen, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (count == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            long gathering = Math.min(nanos, GATHER.toNanos());
            while (gathering > 0) {
                gathering = changed.awaitNanos(gathering);
            }
        } finally {
            lock.unlock();
        }
    }
}
