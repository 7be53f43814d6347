package io.berth.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void aBurstWakesAStreamOnce() throws InterruptedException {
        long seen = arrivals.count();
        Thread burst = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 50; i++) {
                arrivals.announce();
            }
        });

        arrivals.await(seen, Duration.ofSeconds(10));

        burst.join();
        assertThat(arrivals.count()).isEqualTo(seen + 50);
    }

    @Test
    void whatArrivedBeforeTheWaitIsNotWaitedForInVain() throws InterruptedException {
        long seen = arrivals.count();
        arrivals.announce();
        long begun = System.nanoTime();

        arrivals.await(seen, Duration.ofSeconds(10));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theWaitEndsWithItsTime() throws InterruptedException {
        arrivals.await(arrivals.count(), Duration.ofMillis(20));

        assertThat(arrivals.count()).isZero();
    }
}
