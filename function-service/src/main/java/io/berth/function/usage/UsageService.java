package io.berth.function.usage;

import io.berth.web.PlatformError;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Reports of a project's usage. */
@ApplicationScoped
class UsageService {
    private static final Duration DEFAULT_SPAN = Duration.ofDays(1);

    private final UsageRepository usage;
    private final Clock clock;

    UsageService(UsageRepository usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * @param from RFC 3339, a day before {@code to} when absent; counted from the beginning of its minute
     * @param to RFC 3339, now when absent; counted to the end of its minute
     * @param groupBy {@code function} (also when absent), {@code hour} or {@code day}
     */
    @Transactional
    UsageReport report(String project, String from, String to, String groupBy) {
        var end = to == null ? clock.instant() : time("to", to);
        var begin = from == null ? end.minus(DEFAULT_SPAN) : time("from", from);
        if (!begin.isBefore(end)) {
            throw invalid("from must be before to");
        }
        var first = begin.truncatedTo(ChronoUnit.MINUTES);
        var last = end.truncatedTo(ChronoUnit.MINUTES)
                .plus(end.equals(end.truncatedTo(ChronoUnit.MINUTES)) ? 0 : 1, ChronoUnit.MINUTES);
        var by = groupBy == null ? "function" : groupBy;
        return UsageReport.of(
                first,
                last,
                by,
                switch (by) {
                    case "function" -> usage.byFunction(project, first, last);
                    case "hour", "day" -> usage.byTime(project, first, last, by);
                    default -> throw invalid("groupBy must be function, hour or day");
                });
    }

    private static Instant time(String parameter, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid(parameter + " must be a time as in 2026-01-31T12:00:00Z");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(PlatformError.INVALID_PARAMETER, detail + ".");
    }
}
