package io.berth.image.build;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.image.buildx.FailedStep;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** What happened to a build. The subject is the build's id. */
sealed interface BuildFact extends DomainEvent {
    String build();

    @Override
    @JsonIgnore
    default String subject() {
        return build();
    }

    /** @param attempt more than 1 when the service ended while the build ran, and it starts again */
    @FactType(value = "io.berth.build.started.v1", topic = "berth.image")
    record Started(String build, String project, String repository, String tag, int attempt) implements BuildFact {
        static Started of(Build build, int attempt) {
            return new Started(build.id(), build.project(), build.repository().value(), build.tag(), attempt);
        }
    }

    /** @param digest of the manifest that the tag was pointed at */
    @FactType(value = "io.berth.build.succeeded.v1", topic = "berth.image")
    record Succeeded(String build, String project, String repository, String tag, String digest, long durationMs)
            implements BuildFact {
        static Succeeded of(Build build, String digest, long durationMs) {
            return new Succeeded(
                    build.id(), build.project(), build.repository().value(), build.tag(), digest, durationMs);
        }
    }

    /**
     * It made no image.
     *
     * @param status FAILED or CANCELLED
     * @param code why, {@code BUILD_FAILED} for a step that broke
     * @param step that broke, null when none did
     * @param line of the Dockerfile, null when it is not known
     */
    @FactType(value = "io.berth.build.failed.v1", topic = "berth.image")
    record Failed(
            String build,
            String project,
            String repository,
            String tag,
            String status,
            String code,
            String reason,
            String step,
            Integer line)
            implements BuildFact {
        static Failed of(Build build, Verdict.Failed verdict) {
            FailedStep step = verdict.step();
            return new Failed(
                    build.id(),
                    build.project(),
                    build.repository().value(),
                    build.tag(),
                    verdict.status().name(),
                    verdict.code().name(),
                    verdict.reason(),
                    step == null ? null : step.step(),
                    step == null ? null : step.line());
        }
    }
}
