package io.berth.engine;

import java.time.Duration;
import java.util.List;

/**
 * A check that the engine runs inside the container.
 *
 * @param command program and arguments, never a shell line
 * @param retries failures in a row until unhealthy
 * @param startPeriod how long failures after the start do not count
 */
public record HealthCheck(
        List<String> command, Duration interval, Duration timeout, int retries, Duration startPeriod) {

    public HealthCheck {
        command = List.copyOf(command);
        interval = interval == null ? Duration.ofSeconds(10) : interval;
        timeout = timeout == null ? Duration.ofSeconds(5) : timeout;
        startPeriod = startPeriod == null ? Duration.ZERO : startPeriod;
    }
}
