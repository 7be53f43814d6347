package io.berth.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Facts come some milliseconds after what they tell: who has just deleted the last user of a thing is not refused for that. */
public final class LateFacts {
    private static final Duration BEHIND = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private LateFacts() {}

    /**
     * Asks until nobody is left, two seconds at most. Not for transactions: each look has to see what others commit.
     *
     * @param users as far as facts have told by now
     */
    public static <C extends Collection<?>> C awaitNone(Supplier<C> users) {
        var deadline = System.nanoTime() + BEHIND.toNanos();
        var found = users.get();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            found = users.get();
        }
        return found;
    }
}
