package io.berth.function.invocation;

import io.berth.function.instance.Outcome;
import java.time.Instant;

/**
 * An invocation as the API shows it.
 *
 * @param start {@code cold} or {@code warm}
 * @param logTail the end of what the function wrote
 * @param logCut whether there was more before it
 */
record InvocationView(
        String requestId,
        String function,
        String functionName,
        Outcome outcome,
        String errorType,
        String reason,
        String start,
        Instant beganAt,
        double durationMs,
        long billedMs,
        int memoryMb,
        String logTail,
        boolean logCut) {

    static InvocationView of(InvocationRow row) {
        return new InvocationView(
                row.id,
                row.function,
                row.functionName,
                row.outcome,
                row.errorType,
                row.reason,
                row.start,
                row.beganAt,
                row.durationMs,
                row.billedMs,
                row.memoryMb,
                row.logTail,
                row.logCut);
    }
}
