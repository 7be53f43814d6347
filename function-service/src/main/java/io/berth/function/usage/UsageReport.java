package io.berth.function.usage;

import java.time.Instant;
import java.util.List;

/**
 * What a project's functions used.
 *
 * @param from inclusive, at a full minute
 * @param to exclusive, at a full minute
 */
record UsageReport(Instant from, Instant to, String groupBy, List<Line> items, Line total) {

    /**
     * @param key function id, or the beginning of the hour or day (UTC); {@code total} in the sum
     * @param name of the function, else null
     * @param mbMs memory in MB multiplied by billed milliseconds: exact
     * @param gbSeconds the same in GB and seconds, rounded
     */
    record Line(String key, String name, long invocations, long billedMs, long mbMs, double gbSeconds) {
        private static final double MB_MS_PER_GB_S = 1024.0 * 1000;

        static Line of(String key, String name, long invocations, long billedMs, long mbMs) {
            return new Line(
                    key,
                    name,
                    invocations,
                    billedMs,
                    mbMs,
                    Math.round(mbMs / MB_MS_PER_GB_S * 1_000_000) / 1_000_000.0);
        }
    }

    static UsageReport of(Instant from, Instant to, String groupBy, List<Line> lines) {
        var total = Line.of(
                "total",
                null,
                lines.stream().mapToLong(Line::invocations).sum(),
                lines.stream().mapToLong(Line::billedMs).sum(),
                lines.stream().mapToLong(Line::mbMs).sum());
        return new UsageReport(from, to, groupBy, lines, total);
    }
}
