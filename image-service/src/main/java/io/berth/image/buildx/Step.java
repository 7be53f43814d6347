package io.berth.image.buildx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** One step of a running build: its output as lines, and the last of them. */
final class Step {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int TAIL_LINES = 40;
    private static final int TAIL_CHARACTERS = 8 * 1024;

    private final int number;
    private final String name;
    private final Instant started;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private final Deque<String> tail = new ArrayDeque<>();
    private Instant last;
    private boolean ended;
    private String error;

    Step(int number, String name, Instant started) {
        this.number = number;
        this.name = name;
        this.started = started;
        this.last = started;
    }

    String name() {
        return name;
    }

    String prefix() {
        return "#" + number + " ";
    }

    boolean ended() {
        return ended;
    }

    void end(String withError) {
        ended = true;
        error = withError;
    }

    String error() {
        return error;
    }

    /** Bytes arrive cut anywhere, in the middle of a character too: only whole lines are told. */
    void wrote(byte[] bytes, Instant at, List<String> lines) {
        last = at == null ? last : at;
        for (byte one : bytes) {
            if (one == '\n') {
                flush(lines);
            } else {
                unfinished.write(one);
                if (unfinished.size() == LONGEST_LINE) {
                    flush(lines);
                }
            }
        }
    }

    /** Tells what has no end of line yet. */
    void flush(List<String> lines) {
        if (unfinished.size() == 0) {
            return;
        }
        var line = visible(unfinished.toString(UTF_8));
        unfinished.reset();
        var after = Duration.between(started, last).toMillis() / 1000.0;
        lines.add(String.format(Locale.ROOT, "%s%.3f %s", prefix(), after, line));
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
    }

    /** As a terminal would show it: what a carriage return overwrites is gone. */
    private static String visible(String line) {
        var text = line.stripTrailing();
        return text.substring(text.lastIndexOf('\r') + 1);
    }

    /** The last lines of its output. */
    String tail() {
        var text = String.join("\n", tail);
        return text.length() <= TAIL_CHARACTERS ? text : "…" + text.substring(text.length() - TAIL_CHARACTERS);
    }
}
