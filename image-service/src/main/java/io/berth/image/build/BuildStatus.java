package io.berth.image.build;

/** Where a build is. */
enum BuildStatus {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
