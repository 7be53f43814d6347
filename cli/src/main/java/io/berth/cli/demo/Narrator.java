package io.berth.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells what is going on, each line with the seconds since the beginning. Never writes to standard output. */
final class Narrator {

    private final PrintWriter out;
    private final long begin = System.nanoTime();

    Narrator(PrintWriter out) {
        this.out = out;
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    void say(String format, Object... values) {
        out.printf(Locale.ROOT, "%6.1fs  %s%n", seconds(), String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** A line that belongs to the one before. */
    void detail(String format, Object... values) {
        out.printf(Locale.ROOT, "         %s%n", String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
