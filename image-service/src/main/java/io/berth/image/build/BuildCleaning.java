package io.berth.image.build;

import io.berth.image.buildx.BuildEngine;
import io.berth.image.buildx.BuildException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jboss.logging.Logger;

/** What an ended life of this process left of builds, and builds that are old enough to be forgotten. */
@ApplicationScoped
class BuildCleaning {
    private static final Logger LOG = Logger.getLogger(BuildCleaning.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** A directory has no row while its context is being received; no client sends for longer. */
    private static final Duration RECEIVING = Duration.ofHours(6);

    private final BuildRepository builds;
    private final BuildRecords records;
    private final BuildFiles files;
    private final BuildLogins logins;
    private final BuildEngine engine;
    private final BuildsConfig config;
    private final Clock clock;
    private Instant last = Instant.EPOCH;

    BuildCleaning(
            BuildRepository builds,
            BuildRecords records,
            BuildFiles files,
            BuildLogins logins,
            BuildEngine engine,
            BuildsConfig config,
            Clock clock) {
        this.builds = builds;
        this.records = records;
        this.files = files;
        this.logins = logins;
        this.engine = engine;
        this.config = config;
        this.clock = clock;
    }

    /** What clients of an earlier life of this process left. Clients end with the process that started them. */
    void afterRestart() {
        files.clearScratch();
    }

    /**
     * Builds that are said to run and do not: the service ended meanwhile, or their end could not be recorded. They wait
     * again, since their contexts are there; one that was started often enough, or whose context is lost, has failed.
     */
    void takeUp(Set<String> running) {
        for (var build : builds.running()) {
            if (!running.contains(build.id())) {
                takeUp(build);
            }
        }
    }

    private void takeUp(Build build) {
        takeOff(build);
        if (build.cancelRequested()) {
            records.failed(build, failed(BuildStatus.CANCELLED, BuildError.BUILD_CANCELLED, "It was cancelled."));
        } else if (!Files.exists(files.context(build.id()))) {
            records.failed(build, interrupted("The service ended while it ran, and its context is lost."));
        } else if (build.attempt() >= config.attempts()) {
            records.failed(build, interrupted("The service ended %d times while it ran.".formatted(build.attempt())));
        } else {
            records.requeued(build, "The service ended while it ran; it starts again.");
            LOG.infof("event=build-requeued build=%s attempt=%d", build.id(), build.attempt());
        }
    }

    private static Verdict.Failed interrupted(String reason) {
        return failed(BuildStatus.FAILED, BuildError.BUILD_INTERRUPTED, reason);
    }

    private static Verdict.Failed failed(BuildStatus status, BuildError code, String reason) {
        return new Verdict.Failed(status, code, reason, null);
    }

    private void takeOff(Build build) {
        try {
            engine.remove(logins.reference(build));
        } catch (BuildException e) {
            LOG.warnf("build=%s its image could not be taken off the engine reason=\"%s\"", build.id(), e.getMessage());
        }
    }

    /** Now and then: old builds with their logs, and directories that no build has. */
    void now() {
        var now = clock.instant();
        if (last.plus(EVERY).isAfter(now)) {
            return;
        }
        last = now;
        for (var id : builds.endedBefore(now.minus(config.keep()))) {
            builds.delete(id);
            files.forget(id);
        }
        try {
            for (var id : files.olderThan(now.minus(RECEIVING))) {
                if (!builds.exists(id)) {
                    files.forget(id);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
