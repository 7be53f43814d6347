package io.berth.engine;

import java.time.Duration;

/** A {@link ReconcileConfig} as plain values, for loops that need their own. */
public record ReconcileTiming(Duration resync, int workers, Duration firstRetry, Duration maxRetry)
        implements ReconcileConfig {}
