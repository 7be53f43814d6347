package io.berth.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.build.Verdict.Failed;
import io.berth.image.buildx.BuildException;
import io.berth.image.buildx.BuildException.Kind;
import io.berth.image.buildx.FailedStep;
import io.berth.image.buildx.StopSignal.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Test
    void aBuildThatTookTooLongSaysHowLongItMight() {
        assertThat(stopped(Reason.TIMED_OUT))
                .isEqualTo(new Failed(
                        BuildStatus.FAILED,
                        BuildError.BUILD_TIMED_OUT,
                        "It took longer than 120 seconds and was killed.",
                        null));
    }

    @Test
    void oneThatWasCancelledHasNotFailed() {
        assertThat(stopped(Reason.CANCELLED))
                .isEqualTo(new Failed(BuildStatus.CANCELLED, BuildError.BUILD_CANCELLED, "It was cancelled.", null));
    }

    @Test
    void oneThatMayNotTakeWhatItNamesIsRefusedWithTheReason() {
        assertThat(stopped(Reason.REFUSED))
                .isEqualTo(new Failed(
                        BuildStatus.FAILED, BuildError.BUILD_REFERENCE_REFUSED, "Refused: not yours.", null));
    }

    @Test
    void oneThatEndsWithTheServiceHasNoEndYet() {
        assertThat(stopped(Reason.SHUTDOWN)).isEqualTo(new Verdict.Interrupted());
    }

    @Test
    void oneThatBrokeSaysWhere() {
        var step = new FailedStep("[2/3] RUN make", 4, 2, "did not complete", "cc: not found");

        assertThat(broken(new BuildException("did not complete", step)))
                .isEqualTo(new Failed(
                        BuildStatus.FAILED,
                        BuildError.BUILD_FAILED,
                        "The build failed at [2/3] RUN make, line 4: exit code 2",
                        step));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatBrokeByItselfHasFailedWithTheReason(Kind kind) {
        assertThat(broken(new BuildException(kind, "the other side hung up")))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.status()).isEqualTo(BuildStatus.FAILED);
                    assertThat(failed.reason()).contains("the other side hung up");
                });
    }

    /** How its client ended does not matter then. */
    private static Verdict stopped(Reason why) {
        return Verdict.of(new BuildException(Kind.BUILD, "killed"), Optional.of(why), "not yours", TIMEOUT);
    }

    private static Verdict broken(BuildException how) {
        return Verdict.of(how, Optional.empty(), "", TIMEOUT);
    }
}
