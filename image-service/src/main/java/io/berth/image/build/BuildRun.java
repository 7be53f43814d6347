package io.berth.image.build;

import io.berth.image.buildx.BuildEngine;
import io.berth.image.buildx.BuildException;
import io.berth.image.buildx.BuildListener;
import io.berth.image.buildx.BuildOrder;
import io.berth.image.buildx.ReferencePolicy;
import io.berth.image.buildx.StopSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One build from its start to its end: made, pushed, taken off the engine, told. */
@ApplicationScoped
class BuildRun {
    private static final Logger LOG = Logger.getLogger(BuildRun.class);

    private final BuildEngine engine;
    private final BuildFiles files;
    private final BuildLogs logs;
    private final BuildLogins logins;
    private final BuildEnding ending;
    private final BuildsConfig config;

    BuildRun(
            BuildEngine engine,
            BuildFiles files,
            BuildLogs logs,
            BuildLogins logins,
            BuildEnding ending,
            BuildsConfig config) {
        this.engine = engine;
        this.files = files;
        this.logs = logs;
        this.logins = logins;
        this.ending = ending;
        this.config = config;
    }

    /** Returns when the build has ended and is recorded, or is to be started again with the service. */
    void run(Build build, StopSignal stop) {
        LOG.infof("event=build-started build=%s project=%s attempt=%d", build.id(), build.project(), build.attempt());
        CompletableFuture.delayedExecutor(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> stop.stop(StopSignal.Reason.TIMED_OUT));
        try (var log = logs.open(build.id())) {
            var watch = new Watch(build, log, stop);
            var verdict = verdict(build, watch, stop);
            takeOff(build);
            ending.record(build, verdict, log);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + build.id() + " cannot be written", e);
        }
    }

    private Verdict verdict(Build build, Watch watch, StopSignal stop) {
        Path scratch = null;
        try {
            if (ending.cancelRequested(build.id())) {
                stop.stop(StopSignal.Reason.CANCELLED);
            }
            scratch = files.scratch(build.id());
            logins.write(build, scratch);
            var reference = logins.reference(build);
            engine.build(order(build, reference), scratch, watch, stop);
            requireGoingOn(stop);
            watch.lines(List.of("pushing " + build.image()));
            var digest = engine.push(reference, scratch, watch, stop);
            ending.requirePushed(build, digest);
            return new Verdict.Succeeded(digest);
        } catch (BuildException e) {
            return Verdict.of(e, stop.reason(), watch.refusal(), config.timeout());
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "event=build-broken build=%s", build.id());
            var broken = new BuildException(BuildException.Kind.ENGINE, "something went wrong inside Berth");
            return Verdict.of(broken, stop.reason(), watch.refusal(), config.timeout());
        } finally {
            if (scratch != null) {
                BuildFiles.delete(scratch);
            }
        }
    }

    private BuildOrder order(Build build, String reference) throws IOException {
        var input = files.input(build.id());
        var recipe = build.recipe();
        return new BuildOrder(
                reference,
                files.context(build.id()),
                recipe.dockerfile(),
                input.dockerfile(),
                input.arguments(),
                recipe.target(),
                recipe.platform(),
                recipe.pull());
    }

    /** An image that was made in spite of a stop is not pushed. */
    private static void requireGoingOn(StopSignal stop) throws BuildException {
        if (stop.reason().isPresent()) {
            throw new BuildException(BuildException.Kind.BUILD, "it was stopped");
        }
    }

    private void takeOff(Build build) {
        try {
            engine.remove(logins.reference(build));
        } catch (BuildException e) {
            LOG.warnf("build=%s its image could not be taken off the engine reason=\"%s\"", build.id(), e.getMessage());
        }
    }

    /** Writes the log, and ends a build that takes what it may not: nothing that it says then is kept. */
    private final class Watch implements BuildListener {
        private final Build build;
        private final BuildLogs.Writer log;
        private final StopSignal stop;
        private Optional<String> refusal = Optional.empty();

        Watch(Build build, BuildLogs.Writer log, StopSignal stop) {
            this.build = build;
            this.log = log;
            this.stop = stop;
        }

        @Override
        public void lines(List<String> lines) {
            if (refusal.isEmpty()) {
                log.lines(lines);
            }
        }

        @Override
        public void named(String step) {
            if (refusal.isEmpty()) {
                refusal = ReferencePolicy.refusal(step, config.registryAddress(), build.project());
                refusal.ifPresent(reason -> stop.stop(StopSignal.Reason.REFUSED));
            }
        }

        String refusal() {
            return refusal.orElse("");
        }
    }
}
