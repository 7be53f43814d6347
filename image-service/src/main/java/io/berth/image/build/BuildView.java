package io.berth.image.build;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.berth.image.buildx.FailedStep;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A build as the API shows it. What is not known yet is null.
 *
 * @param tag {@code <project>/<path>:<tag>}
 * @param imageDigest of the manifest that the tag was pointed at
 * @param dockerfile path within the context
 * @param buildArgs names alone
 * @param error the step that broke
 * @param attempt how often it was started: more than once when the service ended meanwhile
 */
record BuildView(
        String id,
        String project,
        Map<String, String> labels,
        @JsonProperty("status") BuildStatus progress,
        String statusReason,
        String tag,
        String imageDigest,
        String dockerfile,
        List<String> buildArgs,
        String target,
        List<String> platforms,
        boolean pull,
        long contextBytes,
        FailedStep error,
        int attempt,
        Instant createdAt,
        Instant updatedAt,
        Instant startedAt,
        Instant endedAt,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    static BuildView of(Build build) {
        return new BuildView(
                build.id(),
                build.project(),
                build.labels(),
                build.status(),
                build.statusReason(),
                build.image(),
                build.imageDigest(),
                build.recipe().dockerfile(),
                build.recipe().argumentNames(),
                build.recipe().target().orElse(null),
                build.recipe().platform().stream().toList(),
                build.recipe().pull(),
                build.contextBytes(),
                build.error(),
                build.attempt(),
                build.createdAt(),
                build.updatedAt(),
                build.startedAt(),
                build.endedAt(),
                build.version(),
                build.failure());
    }

    /** Builds have no names. */
    @Override
    @JsonIgnore
    public String name() {
        return id;
    }

    /** For those who wait: it is there, is not, or may yet be. */
    @Override
    @JsonIgnore
    public ResourceStatus status() {
        return switch (progress) {
            case QUEUED, RUNNING -> ResourceStatus.PENDING;
            case SUCCEEDED -> ResourceStatus.READY;
            case FAILED, CANCELLED -> ResourceStatus.FAILED;
        };
    }
}
