package io.berth.image.build;

import io.berth.image.access.LiveBuilds;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Builds as those see them who ask for them. */
@ApplicationScoped
class BuildService implements LiveBuilds {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final BuildIntake intake;
    private final BuildRepository builds;
    private final BuildRecords records;
    private final BuildQueue queue;
    private final BuildLogs logs;
    private final BuildFiles files;

    BuildService(
            BuildIntake intake,
            BuildRepository builds,
            BuildRecords records,
            BuildQueue queue,
            BuildLogs logs,
            BuildFiles files) {
        this.intake = intake;
        this.builds = builds;
        this.records = records;
        this.queue = queue;
        this.logs = logs;
        this.files = files;
    }

    BuildView create(CreateBuild wanted, BuildIntake.Asker asker) {
        return queued(intake.dockerfile(wanted, asker));
    }

    BuildView create(InputStream form, String contentType, BuildIntake.Asker asker) {
        return queued(intake.context(form, contentType, asker));
    }

    private BuildView queued(Build build) {
        boolean queued = false;
        try {
            records.queue(build);
            queued = true;
        } finally {
            if (!queued) {
                files.forget(build.id());
            }
        }
        queue.wake();
        return BuildView.of(build);
    }

    Page<BuildView> list(String project, PageRequest page) {
        return Page.cut(builds.list(project, page), page.limit(), Build::id).map(BuildView::of);
    }

    BuildView require(String project, String id) {
        return BuildView.of(find(project, id));
    }

    private Build find(String project, String id) {
        return builds.find(project, id)
                .orElseThrow(() -> new ProblemException(BuildError.BUILD_NOT_FOUND, "There is no build " + id + "."));
    }

    /** Cancels a build that has not ended; one that has is forgotten, with its log. */
    void cancel(String project, String id, String ifMatch) {
        var build = find(project, id);
        Etags.requireMatch(ifMatch, build.version());
        var was = records.cancelOrDelete(build);
        queue.cancel(id);
        if (was.filter(BuildStatus::ended).isPresent()) {
            files.forget(id);
        } else if (was.equals(Optional.of(BuildStatus.QUEUED))) {
            files.forgetInput(id);
        }
        records.announce(id);
        logs.changed();
    }

    /** Nothing runs for it any more. */
    boolean over(String project, String id) {
        return builds.find(project, id).map(build -> build.status().ended()).orElse(true);
    }

    /** @param position in the log to go on from */
    LogFollower follow(String project, String id, long position) {
        var build = find(project, id);
        return new LogFollower(
                logs, build.id(), position, () -> builds.find(build.id()).map(Build::status), HEARTBEAT);
    }

    @Override
    public boolean running(String build) {
        return builds.isRunning(build);
    }
}
