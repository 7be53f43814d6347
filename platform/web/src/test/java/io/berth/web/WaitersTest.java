package io.berth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Waiters never = new Waiters(LONG);
    private final Waiters often = new Waiters(Duration.ofMillis(10));

    @AfterEach
    void stop() {
        never.close();
        often.close();
    }

    private static Optional<String> when(boolean there) {
        return there ? Optional.of("there") : Optional.empty();
    }

    @Test
    void aWakeUpIsEnough() {
        var there = new AtomicBoolean();
        var looks = new AtomicInteger();
        var answer = never.<String>await("a", LONG, last -> {
                    looks.incrementAndGet();
                    return when(there.get());
                })
                .subscribeAsCompletionStage();
        Awaitility.await().until(() -> looks.get() == 1);

        there.set(true);
        never.wake("b");
        never.wake("a");

        assertThat(answer.join()).isEqualTo("there");
        assertThat(looks).hasValue(2);
        assertThat(never.size()).isZero();
    }

    @Test
    void pollingFindsWhatNobodyTold() {
        var there = new AtomicBoolean();
        var answer = often.<String>await("a", LONG, last -> when(there.get())).subscribeAsCompletionStage();

        there.set(true);

        assertThat(answer.join()).isEqualTo("there");
    }

    @Test
    void thePatienceOverThereIsALastLook() {
        var answer =
                never.<String>await("a", Duration.ofMillis(50), last -> last ? Optional.of("late") : Optional.empty());

        assertThat(answer.await().atMost(Duration.ofSeconds(10))).isEqualTo("late");
        assertThat(never.size()).isZero();
    }

    @Test
    void whoGoesAwayIsForgotten() {
        var gone = often.<String>await("a", LONG, last -> Optional.empty())
                .subscribe()
                .with(answer -> {});
        assertThat(often.size()).isEqualTo(1);

        gone.cancel();

        Awaitility.await().until(() -> often.size() == 0);
    }

    @Test
    void aLookThatFailsEndsTheWait() {
        var answer = never.<String>await("a", LONG, last -> {
            throw new IllegalStateException("broken");
        });

        assertThat(answer.onFailure()
                        .recoverWithItem(Throwable::getMessage)
                        .await()
                        .atMost(LONG))
                .isEqualTo("broken");
        assertThat(never.size()).isZero();
    }
}
