package io.berth.engine;

import java.time.Duration;
import java.util.Objects;

/** What one reconciliation came to. */
public sealed interface Outcome {

    /** Everything was as wanted. */
    Outcome NOOP = new Noop();

    /** Something was changed. */
    Outcome CHANGED = new Changed();

    /** The resource exists no more, here or there. */
    Outcome GONE = new Gone();

    /** Not finished: look again after that time (or earlier, when woken). */
    static Outcome waitFor(Duration again) {
        return new Wait(again);
    }

    record Noop() implements Outcome {}

    record Changed() implements Outcome {}

    record Gone() implements Outcome {}

    record Wait(Duration again) implements Outcome {
        public Wait {
            Objects.requireNonNull(again);
        }
    }
}
