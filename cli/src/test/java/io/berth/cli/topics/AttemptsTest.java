package io.berth.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NotControllerException;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void whatIsRefusedAtFirstIsTriedAgain() throws InterruptedException {
        var failures = new ArrayList<Throwable>(
                List.of(new NotControllerException("not yet"), new ClusterAuthorizationException("no rules yet")));

        var result = new Attempts(Duration.ofSeconds(30), told::add).until(() -> {
            if (failures.isEmpty()) {
                return "done";
            }
            throw new ExecutionException(failures.removeFirst());
        });

        assertThat(result).isEqualTo("done");
        assertThat(told)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("NotControllerException: not yet; again in"),
                        second -> assertThat(second).startsWith("ClusterAuthorizationException: no rules yet"));
    }

    @Test
    void theLastFailureIsNamedWithItsClassEvenWithoutAMessage() {
        var attempts = new Attempts(Duration.ofMillis(300), told::add);

        assertThatThrownBy(() -> attempts.until(() -> {
                    throw new ExecutionException(new NotControllerException((String) null));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("NotControllerException");
    }
}
