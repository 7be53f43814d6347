package io.berth.function.instance;

/**
 * What a runtime says of its invocation.
 *
 * @param errorType of the handler's error; null for a result
 */
public record Answer(byte[] body, String errorType, LogTail log) {
    Outcome outcome() {
        return errorType == null ? Outcome.SUCCEEDED : Outcome.HANDLER_ERROR;
    }
}
