package io.berth.engine;

import java.util.Objects;

/** An engine call that did not do what was asked. {@link #kind()} says what the caller can do about it. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a call failed. */
    public enum Kind {
        /** The object (or the image, network or volume it names) does not exist. */
        NOT_FOUND(false),
        /** A name, an address or a subnet is taken, or the object is in use. */
        CONFLICT(false),
        /** The engine or a guard-rail will never accept this request, or the object is not this installation's. */
        REFUSED(false),
        /** The engine's disk has no room for it. */
        FULL(true),
        /** No engine answers, or it answers that it cannot serve now. */
        UNAVAILABLE(true),
        /** No answer in time; the call may or may not have had its effect. */
        TIMEOUT(true);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Whether the same call may well succeed later without anybody changing the request. */
        public boolean passing() {
            return passing;
        }

        /** Whether the engine was not heard at all, as far as the caller can tell; any other kind is an answer. */
        public boolean silence() {
            return this == UNAVAILABLE || this == TIMEOUT;
        }
    }

    private final Kind kind;

    public EngineException(Kind kind, String message) {
        this(kind, message, null);
    }

    public EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    public Kind kind() {
        return kind;
    }
}
