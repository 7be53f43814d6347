package io.berth.image.build;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One reader of a build's log: from a position to the end of the build, as fast as it is asked. */
final class LogFollower {
    private final BuildLogs logs;
    private final String id;
    private final Supplier<Optional<BuildStatus>> status;
    private final Duration patience;
    private long position;
    private boolean over;

    /**
     * @param status of the build now; empty when it is gone
     * @param patience how long one look waits for something to tell
     */
    LogFollower(BuildLogs logs, String id, long position, Supplier<Optional<BuildStatus>> status, Duration patience) {
        this.logs = logs;
        this.id = id;
        this.position = position;
        this.status = status;
        this.patience = patience;
    }

    /**
     * What there is to tell.
     *
     * @param lines none when nothing came within the patience
     * @param end how the build ended, once all of its log is told
     */
    record Look(List<BuildLogs.Line> lines, Optional<BuildStatus> end) {}

    /** Nothing follows. */
    boolean over() {
        return over;
    }

    Look next() throws InterruptedException {
        long known = logs.changes();
        // The status first: what was written before the build ended is then read below.
        var before = status.get();
        var lines = logs.read(id, position);
        if (!lines.isEmpty()) {
            position = lines.getLast().end();
            return new Look(lines, Optional.empty());
        }
        if (before.isEmpty() || before.get().ended()) {
            over = true;
            return new Look(List.of(), before);
        }
        logs.await(known, patience);
        return new Look(List.of(), Optional.empty());
    }
}
