package io.berth.web;

import java.util.List;

/** An error that the caller is told about as a problem (RFC 9457); thrown by services, mapped in one place. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String suggestion;
    private final transient List<FieldError> errors;

    /** @param detail this occurrence, for people, without secrets or class names */
    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, "", List.of());
    }

    /** @param suggestion what the caller can do about it; empty when there is nothing to say */
    public ProblemException(ErrorCode code, String detail, String suggestion) {
        this(code, detail, suggestion, List.of());
    }

    /** @param errors the fields that are wrong */
    public ProblemException(ErrorCode code, String detail, String suggestion, List<FieldError> errors) {
        super(detail);
        this.code = code;
        this.suggestion = suggestion;
        this.errors = List.copyOf(errors);
    }

    /** One wrong field: 422 {@code INVALID_FIELD}. */
    public static ProblemException invalidField(String field, String message) {
        return new ProblemException(
                PlatformError.INVALID_FIELD, field + ": " + message, "", List.of(new FieldError(field, message)));
    }

    /** Keeps the cause for the log; the caller does not see it. */
    public ProblemException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public String suggestion() {
        return suggestion;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
