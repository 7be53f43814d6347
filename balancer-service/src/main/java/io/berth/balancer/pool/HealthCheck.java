package io.berth.balancer.pool;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;

/**
 * How targets are checked.
 *
 * @param protocol the pool's kind when absent
 * @param path for HTTP, {@code /} when absent
 * @param expectedStatus for HTTP: codes and ranges, {@code 200-399} when absent
 * @param interval between checks, 2s when absent; a quarter of it while a target changes its state
 * @param timeout of one check, 1s when absent
 * @param rise passed checks in a row until healthy, 2 when absent
 * @param fall failed checks in a row until unhealthy, 3 when absent
 */
public record HealthCheck(
        CheckProtocol protocol,

        @Pattern(
                regexp = "/[A-Za-z0-9._~!&()*+,;=:@%/?-]*",
                message = "must be a path of URL characters, beginning with /")
        String path,

        @Pattern(
                regexp = "[1-5]\\d\\d(-[1-5]\\d\\d)?(,[1-5]\\d\\d(-[1-5]\\d\\d)?)*",
                message = "must be status codes and ranges, as 200-299,401")
        String expectedStatus,

        Duration interval,
        Duration timeout,
        @Min(1) @Max(100) Integer rise,
        @Min(1) @Max(100) Integer fall) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    @AssertTrue(message = "interval and timeout must be from 100ms to 1h")
    boolean isInBounds() {
        return within(interval) && within(timeout);
    }

    private static boolean within(Duration duration) {
        return duration == null || (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0);
    }

    /** With everything that was left out. */
    static HealthCheck complete(HealthCheck given, PoolProtocol pool) {
        var check = given == null ? new HealthCheck(null, null, null, null, null, null, null) : given;
        var protocol = check.protocol != null
                ? check.protocol
                : pool == PoolProtocol.TCP ? CheckProtocol.TCP : CheckProtocol.HTTP;
        boolean http = protocol == CheckProtocol.HTTP;
        return new HealthCheck(
                protocol,
                http ? or(check.path, "/") : null,
                http ? or(check.expectedStatus, "200-399") : null,
                or(check.interval, Duration.ofSeconds(2)),
                or(check.timeout, Duration.ofSeconds(1)),
                or(check.rise, 2),
                or(check.fall, 3));
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
