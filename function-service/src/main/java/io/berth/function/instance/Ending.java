package io.berth.function.instance;

import java.util.concurrent.CompletableFuture;

/**
 * What became of an invocation.
 *
 * @param body the handler's result or error as the runtime sent it; empty when there is none
 * @param errorType of a handler's error, else null
 * @param reason for people, null when it succeeded
 * @param first whether it was the first request of its instance
 * @param nanos between handing the request over and the end; 0 when nothing ran
 * @param memoryMb of the instance
 * @param log the end of what the function wrote, known a moment later when the process had to be asked for
 */
public record Ending(
        Outcome outcome,
        byte[] body,
        String errorType,
        String reason,
        boolean first,
        long nanos,
        int memoryMb,
        CompletableFuture<LogTail> log) {

    static Ending unserved(Outcome outcome, String reason) {
        return new Ending(
                outcome, new byte[0], null, reason, false, 0, 0, CompletableFuture.completedFuture(LogTail.NONE));
    }
}
