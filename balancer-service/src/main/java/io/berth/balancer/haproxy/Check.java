package io.berth.balancer.haproxy;

import java.time.Duration;

/**
 * How targets are checked.
 *
 * @param path asked for by HTTP checks; null for a TCP connect
 * @param expectedStatus codes and ranges, {@code 200-399,418}; null for a TCP connect
 * @param rise passed checks in a row until up
 * @param fall failed checks in a row until down
 */
public record Check(String path, String expectedStatus, Duration interval, Duration timeout, int rise, int fall) {
    boolean http() {
        return path != null;
    }
}
