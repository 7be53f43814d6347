package io.berth.web;

/**
 * Why a resource failed, as the problem that whoever waits for it is told.
 *
 * @param name the error's code
 * @param status its HTTP status: 409 or 422 if the caller can mend it, 502 if the engine refused, 503 if it is away
 */
public record Failure(String name, int status) implements ErrorCode {
    /** Of a resource that has not failed, or whose view does not tell. */
    public static final Failure NONE = new Failure("", 0);

    /** Remembers a code without its enum. */
    public static Failure of(ErrorCode code) {
        return new Failure(code.name(), code.status());
    }

    /** False for {@link #NONE}. */
    public boolean known() {
        return status != 0;
    }
}
