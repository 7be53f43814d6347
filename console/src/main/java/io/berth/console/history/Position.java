package io.berth.console.history;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Where a reader wants to begin. */
sealed interface Position {

    /** Only what comes from now on. */
    record Now() implements Position {}

    /** After this fact. */
    record After(long cursor) implements Position {}

    /** What was recorded from this time on. */
    record Since(Instant time) implements Position {}

    /** A cursor or an RFC 3339 time; empty when it is neither. */
    static Optional<Position> parse(String text) {
        if (text.matches("\\d{1,18}")) {
            return Optional.of(new After(Long.parseLong(text)));
        }
        try {
            // A plus sign in a query is a blank after decoding.
            return Optional.of(
                    new Since(OffsetDateTime.parse(text.replace(' ', '+')).toInstant()));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
