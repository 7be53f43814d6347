package io.berth.image.access;

import java.util.Locale;
import java.util.Optional;

/** What may be done with a repository, as scopes of registry tokens name it. */
public enum Action {
    PULL,
    PUSH,
    DELETE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Action> labelled(String label) {
        for (var action : values()) {
            if (action.label().equals(label)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
