package io.berth.function.invocation;

import io.berth.function.function.Deployment;
import io.berth.function.instance.Ending;
import io.berth.function.instance.Outcome;
import java.time.Instant;

/**
 * An invocation that ran, measured.
 *
 * @param durationMs between handing the request over and the end, on the machine's monotonic clock
 * @param billedMs the same in whole milliseconds, rounded up, at least one
 */
record Measured(
        String requestId,
        Deployment function,
        Outcome outcome,
        boolean cold,
        String errorType,
        String reason,
        Instant beganAt,
        double durationMs,
        long billedMs,
        int memoryMb) {
    private static final double NANOS_PER_MS = 1_000_000.0;

    static Measured of(String requestId, Deployment function, Ending ending, Instant beganAt) {
        return new Measured(
                requestId,
                function,
                ending.outcome(),
                ending.first(),
                ending.errorType(),
                ending.reason(),
                beganAt,
                Math.round(ending.nanos() / NANOS_PER_MS * 1000) / 1000.0,
                billedMs(ending.nanos()),
                ending.memoryMb());
    }

    static long billedMs(long nanos) {
        return Math.max(1, Math.ceilDiv(nanos, (long) NANOS_PER_MS));
    }

    /** What is paid for: memory by time. */
    long mbMs() {
        return memoryMb * billedMs;
    }

    String start() {
        return cold ? "cold" : "warm";
    }
}
