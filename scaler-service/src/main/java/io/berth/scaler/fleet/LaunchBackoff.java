package io.berth.scaler.fleet;

import java.time.Duration;

/** How long to wait after failed launches in a row: 1 s, 2 s, 4 s … 60 s. */
public final class LaunchBackoff {
    /** No launch waits longer. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private LaunchBackoff() {}

    public static Duration after(int failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        var wait = Duration.ofSeconds(1L << Math.min(failures - 1, 6));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
