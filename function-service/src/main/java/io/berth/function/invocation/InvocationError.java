package io.berth.function.invocation;

import io.berth.function.instance.Outcome;
import io.berth.web.ErrorCode;

/** Why an invocation has no result. */
enum InvocationError implements ErrorCode {
    FUNCTION_TIMED_OUT(504, "The function did not answer in time"),
    FUNCTION_CRASHED(502, "The function's process ended before it answered"),
    FUNCTION_OUT_OF_MEMORY(502, "The function needed more memory than it has"),
    FUNCTION_THROTTLED(429, "The function has too many requests"),
    FUNCTION_NO_INSTANCE(503, "No instance of the function could be had"),
    FUNCTION_GONE(409, "The function is being deleted"),
    INVOCATION_NOT_FOUND(404, "There is no such invocation"),
    ASYNC_UNSUPPORTED(422, "Invocations are answered while the caller waits");

    private final int status;
    private final String title;

    InvocationError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static InvocationError of(Outcome outcome) {
        return switch (outcome) {
            case TIMED_OUT -> FUNCTION_TIMED_OUT;
            case CRASHED -> FUNCTION_CRASHED;
            case OUT_OF_MEMORY -> FUNCTION_OUT_OF_MEMORY;
            case THROTTLED -> FUNCTION_THROTTLED;
            case NO_INSTANCE -> FUNCTION_NO_INSTANCE;
            case FUNCTION_GONE -> FUNCTION_GONE;
            case SUCCEEDED, HANDLER_ERROR -> throw new IllegalArgumentException(outcome + " is an answer");
        };
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
