package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final Instant NOW = Instant.parse("2026-03-29T01:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final WorkQueue queue = new WorkQueue(new BackOff(FIRST, Duration.ofSeconds(8), () -> 0.5));

    @Test
    void theLongestWokenComesFirst() {
        queue.wake("a", NOW);
        queue.wake("b", NOW);

        assertThat(queue.take(NOW)).contains("a");
        assertThat(queue.take(NOW)).contains("b");
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void manyWakesAreOneRun() {
        queue.wake("a", NOW);
        queue.wake("a", NOW);

        assertThat(queue.take(NOW)).contains("a");
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void aWakeDuringARunCausesOneMoreRunAfterIt() {
        queue.wake("a", NOW);
        queue.take(NOW);
        queue.wake("a", NOW);
        queue.wake("a", NOW);

        assertThat(queue.take(NOW)).isEmpty();
        queue.finished("a", Outcome.CHANGED, NOW);
        assertThat(queue.take(NOW)).contains("a");
        queue.finished("a", Outcome.NOOP, NOW);
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void aRunThatAskedForAnotherIsDueThenAndAWakeBringsItForward() {
        queue.wake("a", NOW);
        queue.take(NOW);
        queue.finished("a", Outcome.waitFor(Duration.ofSeconds(5)), NOW);

        assertThat(queue.take(NOW.plusSeconds(4))).isEmpty();
        assertThat(queue.nextDue()).contains(NOW.plusSeconds(5));
        queue.wake("a", NOW.plusSeconds(4));
        assertThat(queue.take(NOW.plusSeconds(4))).contains("a");
    }

    @Test
    void pausesDoubleWithEachFailureUpToTheLongest() {
        queue.wake("a", NOW);
        Instant at = NOW;
        for (int expected : new int[] {1, 2, 4, 8, 8}) {
            assertThat(queue.take(at)).contains("a");
            assertThat(queue.failed("a", at)).isEqualTo(Duration.ofSeconds(expected));
            at = at.plusSeconds(expected);
        }
        assertThat(queue.failing()).isEqualTo(1);
    }

    @Test
    void aWakeShortensABackOffButNeverBelowTheFirstPause() {
        failTimes("a", 3);

        queue.wake("a", NOW);

        assertThat(queue.take(NOW.plusMillis(999))).isEmpty();
        assertThat(queue.take(NOW.plus(FIRST))).contains("a");
    }

    @Test
    void aWakeDuringARunThatFailsDoesNotSkipTheBackOff() {
        queue.wake("a", NOW);
        queue.take(NOW);
        queue.wake("a", NOW);
        queue.failed("a", NOW);

        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void successForgetsTheFailuresBefore() {
        failTimes("a", 3);
        queue.wake("a", NOW);
        queue.take(NOW.plus(FIRST));
        queue.finished("a", Outcome.NOOP, NOW);

        assertThat(queue.failing()).isZero();
        queue.wake("a", NOW);
        assertThat(queue.take(NOW)).contains("a");
        assertThat(queue.failed("a", NOW)).isEqualTo(FIRST);
    }

    @Test
    void nothingIsRememberedOfResourcesThatAreDone() {
        queue.wake("a", NOW);
        queue.take(NOW);
        queue.finished("a", Outcome.GONE, NOW);

        assertThat(queue.waiting()).isZero();
        assertThat(queue.nextDue()).isEmpty();
    }

    private void failTimes(String id, int times) {
        queue.wake(id, NOW);
        Instant at = NOW;
        for (int i = 0; i < times; i++) {
            assertThat(queue.take(at)).contains(id);
            Duration pause = queue.failed(id, i == times - 1 ? NOW : at);
            at = at.plus(pause);
        }
    }
}
