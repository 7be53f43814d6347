package io.berth.engine;

import java.util.List;

/** The configured Docker hosts ({@code berth.engine.hosts}); one called {@code local} when none is configured. */
public interface Hosts {
    List<Host> all();

    /** @throws IllegalArgumentException when no host has that name */
    Engine engine(String host);

    /** Where things go that name no host: the first configured one. */
    Host defaultHost();
}
