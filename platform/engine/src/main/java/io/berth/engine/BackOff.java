package io.berth.engine;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to pause after failures in a row: doubled each time up to the longest, spread by a fifth either way so that
 * many that failed together do not come back together.
 *
 * @param random uniform in [0, 1)
 */
public record BackOff(Duration first, Duration longest, DoubleSupplier random) {

    private static final double SPREAD = 0.2;

    /** @param failures in a row, 1 and up */
    public Duration after(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures - 1, 30));
        double spread = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
        return Duration.ofMillis(Math.round(Math.min(doubled, longest.toMillis()) * spread));
    }
}
