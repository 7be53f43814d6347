package io.berth.image.build;

import io.berth.web.ErrorCode;

/** What can be wrong with a build, as a request and as what became of it. */
enum BuildError implements ErrorCode {
    BUILD_NOT_FOUND(404),
    BUILD_CONTEXT_INVALID(422),
    BUILD_CONTEXT_TOO_LARGE(413),
    BUILD_DISK_FULL(507),
    BUILD_DOCKERFILE_MISSING(422),
    BUILD_FRONTEND_REFUSED(422),
    BUILD_GIT_UNSUPPORTED(422),
    BUILD_PLATFORM_UNSUPPORTED(422),
    BUILD_QUEUE_FULL(429),
    BUILD_FAILED(422),
    BUILD_REFERENCE_REFUSED(422),
    BUILD_TIMED_OUT(422),
    BUILD_CANCELLED(409),
    BUILD_PUSH_FAILED(502),
    BUILD_ENGINE_UNAVAILABLE(503),
    BUILD_INTERRUPTED(503);

    private final int status;

    BuildError(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
