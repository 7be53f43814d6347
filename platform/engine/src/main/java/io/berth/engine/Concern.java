package io.berth.engine;

import java.util.Objects;

/** Which resources of a kind a change on an engine may concern. Too many costs a look each; too few, the time to the next resync. */
public sealed interface Concern {

    Concern NOTHING = new Nothing();

    Concern EVERYTHING = new Everything();

    static Concern only(String id) {
        return new Only(id);
    }

    record Nothing() implements Concern {}

    record Everything() implements Concern {}

    record Only(String id) implements Concern {
        public Only {
            Objects.requireNonNull(id);
        }
    }
}
