package io.berth.cli.topics;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * Tries again what a broker refuses that has just come up: its listener answers before its controller, authorizer and
 * coordinator do. Pauses double from a fifth of a second to five seconds.
 */
final class Attempts {
    /** Something that asks Kafka. */
    interface Work<T> {
        T run() throws ExecutionException, TimeoutException, InterruptedException;
    }

    private static final ExponentialBackoff PAUSES = new ExponentialBackoff(200, 2, 5_000, 0.2);

    private final Duration patience;
    private final Consumer<String> tell;

    /** @param tell hears of each failed attempt that is followed by another */
    Attempts(Duration patience, Consumer<String> tell) {
        this.patience = patience;
        this.tell = tell;
    }

    /**
     * What the work returns once it succeeds.
     *
     * @throws IllegalStateException naming the last failure's class and message, when the time is over
     */
    <T> T until(Work<T> work) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (int attempt = 0; ; attempt++) {
            Throwable failure;
            try {
                return work.run();
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (TimeoutException | KafkaException e) {
                failure = e;
            }
            long pause = PAUSES.backoff(attempt);
            if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) >= end) {
                throw new IllegalStateException(told(failure), failure);
            }
            tell.accept(told(failure) + "; again in " + pause + " ms");
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    /** Some of Kafka's exceptions carry no message of their own: the class says what they are, the causes why. */
    private static String told(Throwable failure) {
        var told = new StringBuilder(failure.getClass().getSimpleName());
        for (var each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() != null && told.indexOf(each.getMessage()) < 0) {
                told.append(": ").append(each.getMessage());
            }
        }
        return told.toString();
    }
}
