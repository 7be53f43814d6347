package io.berth.web;

/** Errors that any endpoint may answer with. */
public enum PlatformError implements ErrorCode {
    MALFORMED_BODY(400, "The request body cannot be read"),
    UNKNOWN_FIELD(400, "The request body has an unknown field"),
    DUPLICATE_FIELD(400, "The request body has a field twice"),
    INVALID_PARAMETER(400, "A query parameter or header cannot be used"),
    INVALID_CURSOR(400, "The cursor is not one of ours"),
    NUL_CHARACTER(400, "A text has a NUL character in it"),
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "A valid token is required"),
    FORBIDDEN(403, "The token's role does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    NAME_TAKEN(409, "The name is taken"),
    NAME_AMBIGUOUS(409, "The name exists in several projects"),
    IN_USE(409, "The resource is in use"),
    CONCURRENT_CHANGE(409, "Somebody else changed the resource at the same time"),
    IDEMPOTENCY_KEY_BUSY(409, "The first request with this key is still running"),
    STALE_RESOURCE(412, "The resource has changed since it was read"),
    BODY_TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported here"),
    INVALID_FIELD(422, "A field has a value that cannot be used"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request"),
    INTERNAL_ERROR(500, "Something went wrong inside Berth"),
    ENGINE_REFUSED(502, "The container engine refused"),
    ENGINE_UNAVAILABLE(503, "The container engine is unavailable"),
    UNAVAILABLE(503, "A part of Berth is unavailable");

    private final int status;
    private final String title;

    PlatformError(int status, String title) {
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
