package io.berth.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Logging of the libraries: errors only, on stderr. Named by {@code java.util.logging.config.class}. */
public final class QuietLogging {
    public QuietLogging() {
        var handler = new ConsoleHandler();
        handler.setLevel(Level.SEVERE);
        var root = Logger.getLogger("");
        root.setLevel(Level.SEVERE);
        root.addHandler(handler);
    }
}
