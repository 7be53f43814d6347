package io.berth.function.function;

import io.berth.web.ErrorCode;

/** Why the API refuses something about a function. */
public enum FunctionError implements ErrorCode {
    FUNCTION_OPTION_UNSUPPORTED(422, "This installation cannot do that yet"),
    FUNCTION_CODE_INVALID(422, "The code is no archive that can be run"),
    FUNCTION_CODE_TOO_LARGE(413, "The code is too large"),
    FUNCTION_NOT_READY(409, "The function cannot be invoked now"),
    FUNCTION_REFUSED(502, "The engine refused what the function needs"),
    QUALIFIER_NOT_FOUND(404, "The function has no such version or alias");

    private final int status;
    private final String title;

    FunctionError(int status, String title) {
        this.status = status;
        this.title = title;
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
