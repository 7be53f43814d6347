package io.berth.firewall;

import java.util.List;

/**
 * All that one service says of one host's packet filter; what it no longer says is gone.
 *
 * @param closed each network once
 */
public record Ruleset(List<ClosedNetwork> closed) {
    /** Says nothing. */
    public static final Ruleset EMPTY = new Ruleset(List.of());

    public Ruleset {
        if (closed.stream().map(ClosedNetwork::bridge).distinct().count() != closed.size()) {
            throw new IllegalArgumentException("a network is closed twice: " + closed);
        }
        closed = List.copyOf(closed);
    }
}
