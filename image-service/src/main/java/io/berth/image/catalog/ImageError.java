package io.berth.image.catalog;

import io.berth.web.ErrorCode;

/** What can be wrong with requests below {@code /v1/repositories}. */
enum ImageError implements ErrorCode {
    REPOSITORY_NOT_FOUND(404),
    MANIFEST_NOT_FOUND(404),
    TAG_NOT_FOUND(404),
    IMAGE_IN_USE(409),
    REFERENCE_INVALID(400);

    private final int status;

    ImageError(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
