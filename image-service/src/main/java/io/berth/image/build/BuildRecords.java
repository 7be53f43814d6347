package io.berth.image.build;

import io.berth.outbox.Outbox;
import io.berth.web.ProblemException;
import io.berth.web.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What becomes of builds: each step is one transaction with its fact. */
@ApplicationScoped
class BuildRecords {
    private final BuildRepository builds;
    private final BuildsConfig config;
    private final Outbox outbox;
    private final Waiting waiting;

    BuildRecords(BuildRepository builds, BuildsConfig config, Outbox outbox, Waiting waiting) {
        this.builds = builds;
        this.config = config;
        this.outbox = outbox;
        this.waiting = waiting;
    }

    @Transactional
    void queue(Build build) {
        if (builds.countQueued(build.project()) >= config.queued()) {
            throw new ProblemException(
                    BuildError.BUILD_QUEUE_FULL,
                    "%d builds of the project are waiting.".formatted(config.queued()),
                    "Wait for some of them to end, or cancel some.");
        }
        builds.insert(build);
    }

    /** Empty when it is not waiting any more. What is returned is what the build's facts follow from. */
    @Transactional
    Optional<Build> start(String id) {
        if (!builds.start(id)) {
            return Optional.empty();
        }
        var build = builds.find(id).orElseThrow();
        var fact = outbox.append(BuildFact.Started.of(build, build.attempt()), build.origin());
        builds.causedBy(id, fact);
        return builds.find(id);
    }

    @Transactional
    void succeeded(Build build, String digest, Instant now) {
        if (builds.succeed(build.id(), digest)) {
            long took = Duration.between(build.startedAt(), now).toMillis();
            outbox.append(BuildFact.Succeeded.of(build, digest, took), build.origin());
        }
    }

    @Transactional
    void failed(Build build, Verdict.Failed verdict) {
        if (builds.fail(build.id(), verdict)) {
            outbox.append(BuildFact.Failed.of(build, verdict), build.origin());
        }
    }

    @Transactional
    void requeued(Build build, String reason) {
        builds.requeue(build.id(), reason);
    }

    /**
     * Cancels a build that has not ended, or takes one away that has.
     *
     * @return the status that it was in; empty when it is gone
     */
    @Transactional
    Optional<BuildStatus> cancelOrDelete(Build build) {
        var status = builds.lock(build.id());
        status.ifPresent(now -> {
            switch (now) {
                case QUEUED ->
                    failed(
                            build,
                            new Verdict.Failed(
                                    BuildStatus.CANCELLED, BuildError.BUILD_CANCELLED, "It was cancelled.", null));
                case RUNNING -> builds.requestCancel(build.id());
                case SUCCEEDED, FAILED, CANCELLED -> builds.delete(build.id());
            }
        });
        return status;
    }

    /** Those who wait for the build look again; facts do that by themselves, after their commit. */
    void announce(String id) {
        waiting.changed(id);
    }
}
