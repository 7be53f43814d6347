package io.berth.image.oci;

import java.util.Map;

/** A refusal on {@code /v2}: answered in the error shape of the OCI Distribution specification. */
public class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RegistryError error;
    private final int status;
    private final transient Map<String, String> headers;

    public RegistryException(RegistryError error, String message) {
        this(error, error.status(), message, Map.of());
    }

    /** With a status other than the code's usual one, and with headers of the answer. */
    public RegistryException(RegistryError error, int status, String message, Map<String, String> headers) {
        super(message);
        this.error = error;
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public RegistryError error() {
        return error;
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
