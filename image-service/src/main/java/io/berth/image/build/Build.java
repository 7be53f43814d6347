package io.berth.image.build;

import io.berth.image.access.Rights;
import io.berth.image.buildx.FailedStep;
import io.berth.image.oci.RepositoryName;
import io.berth.outbox.Origin;
import io.berth.web.Failure;
import java.time.Instant;
import java.util.Map;

/**
 * A build as it is stored. What is not known yet is null.
 *
 * @param rights of whoever asked for it
 * @param attempt how often it was started
 * @param origin of its next fact
 */
record Build(
        String id,
        Map<String, String> labels,
        BuildStatus status,
        String statusReason,
        Failure failure,
        RepositoryName repository,
        String tag,
        Recipe recipe,
        long contextBytes,
        Rights rights,
        int attempt,
        boolean cancelRequested,
        String imageDigest,
        FailedStep error,
        Instant createdAt,
        Instant updatedAt,
        Instant startedAt,
        Instant endedAt,
        long version,
        Origin origin) {

    String project() {
        return origin.project();
    }

    /** {@code default/app:1}. */
    String image() {
        return repository + ":" + tag;
    }

    /** The tag that the engine pushes under: no other build's, so that builds of one tag do not mix. */
    String carrier() {
        return "berth-" + id;
    }
}
