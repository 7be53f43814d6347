package io.berth.image.build;

import io.berth.image.buildx.BuildException;
import io.berth.image.buildx.FailedStep;
import io.berth.image.buildx.StopSignal;
import java.time.Duration;
import java.util.Optional;

/** How a build ended. */
sealed interface Verdict {
    /** @param digest of the manifest in the registry */
    record Succeeded(String digest) implements Verdict {}

    /** @param step that broke; null when none did */
    record Failed(BuildStatus status, BuildError code, String reason, FailedStep step) implements Verdict {}

    /** The service ends: the build is started again when it is back. */
    record Interrupted() implements Verdict {}

    /** What a build came to that made no image: the reason why it was stopped counts more than how its client ended. */
    static Verdict of(BuildException broken, Optional<StopSignal.Reason> stopped, String refusal, Duration timeout) {
        if (stopped.isEmpty()) {
            return broken(broken);
        }
        return switch (stopped.get()) {
            case SHUTDOWN -> new Interrupted();
            case CANCELLED -> failed(BuildStatus.CANCELLED, BuildError.BUILD_CANCELLED, "It was cancelled.");
            case REFUSED -> failed(BuildStatus.FAILED, BuildError.BUILD_REFERENCE_REFUSED, "Refused: " + refusal + ".");
            case TIMED_OUT ->
                failed(
                        BuildStatus.FAILED,
                        BuildError.BUILD_TIMED_OUT,
                        "It took longer than " + timeout.toSeconds() + " seconds and was killed.");
        };
    }

    private static Failed broken(BuildException broken) {
        return switch (broken.kind()) {
            case BUILD -> {
                var step = broken.step().orElse(null);
                yield new Failed(BuildStatus.FAILED, BuildError.BUILD_FAILED, reason(broken.getMessage(), step), step);
            }
            case PUSH ->
                failed(BuildStatus.FAILED, BuildError.BUILD_PUSH_FAILED, "The push failed: " + broken.getMessage());
            case ENGINE ->
                failed(
                        BuildStatus.FAILED,
                        BuildError.BUILD_ENGINE_UNAVAILABLE,
                        "No build: " + broken.getMessage() + ".");
        };
    }

    private static Failed failed(BuildStatus status, BuildError code, String reason) {
        return new Failed(status, code, reason, null);
    }

    private static String reason(String message, FailedStep step) {
        var where = step == null || step.step() == null ? "" : " at " + step.step();
        var line = step == null || step.line() == null ? "" : ", line " + step.line();
        var why = step == null || step.exitCode() == null ? message : "exit code " + step.exitCode();
        return "The build failed" + where + line + ": " + why;
    }
}
