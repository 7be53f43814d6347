package io.berth.image.buildx;

import java.util.Optional;

/** Ends a running build from outside, once; whatever runs for it then is killed. */
public final class StopSignal {
    /** Why. */
    public enum Reason {
        CANCELLED,
        TIMED_OUT,
        REFUSED,
        SHUTDOWN
    }

    private Reason reason;
    private Runnable kill;

    /** The first reason counts. */
    public void stop(Reason why) {
        Runnable now;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            now = kill;
        }
        if (now != null) {
            now.run();
        }
    }

    public synchronized Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** What to do when it comes; at once when it has come already. */
    void kills(Runnable action) {
        synchronized (this) {
            kill = action;
            if (reason == null) {
                return;
            }
        }
        action.run();
    }

    /** What was running has ended. */
    synchronized void nothingRuns() {
        kill = null;
    }
}
