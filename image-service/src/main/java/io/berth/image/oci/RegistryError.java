package io.berth.image.oci;

/** Error codes of the OCI Distribution specification ("Error Codes") with the status each is answered with. */
public enum RegistryError {
    BLOB_UNKNOWN(404),
    BLOB_UPLOAD_INVALID(400),
    BLOB_UPLOAD_UNKNOWN(404),
    DIGEST_INVALID(400),
    MANIFEST_BLOB_UNKNOWN(404),
    MANIFEST_INVALID(400),
    MANIFEST_UNKNOWN(404),
    NAME_INVALID(400),
    NAME_UNKNOWN(404),
    SIZE_INVALID(400),
    UNAUTHORIZED(401),
    DENIED(403),
    UNSUPPORTED(405),
    TAG_INVALID(400),
    PAGINATION_NUMBER_INVALID(400),
    RANGE_INVALID(416),
    /** Not in the specification; the code of the Distribution project's registry for 503. */
    UNAVAILABLE(503),
    UNKNOWN(500);

    private final int status;

    RegistryError(int status) {
        this.status = status;
    }

    /** The HTTP status that belongs to the code unless an exception names another. */
    public int status() {
        return status;
    }
}
