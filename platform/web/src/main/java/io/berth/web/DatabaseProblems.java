package io.berth.web;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What PostgreSQL's errors (PostgreSQL manual, appendix A) and those of its connection pool mean to a caller. */
public final class DatabaseProblems {
    private static final String CONNECTION_CLASS = "08";

    /** Too many connections; told to go by an administrator, by a crash, by a start that is not over, by a drop. */
    private static final Set<String> AWAY = Set.of("53300", "57P01", "57P02", "57P03", "57P04");

    /** A NUL in a text, and its escape in JSON: PostgreSQL can hold neither. */
    private static final Set<String> NUL = Set.of("22021", "22P05");

    /** Two transactions that waited for each other, or could not be put in an order: the server gave up this one. */
    private static final Set<String> GIVEN_UP = Set.of("40001", "40P01");

    private DatabaseProblems() {}

    /** Whether something failed because the database does not answer. */
    public static boolean away(Throwable failure) {
        return ProblemTable.causes(failure).anyMatch(cause -> cause instanceof SQLException failed && away(failed));
    }

    private static boolean away(SQLException failed) {
        var state = String.valueOf(failed.getSQLState());
        return state.startsWith(CONNECTION_CLASS) || AWAY.contains(state) || waited(failed);
    }

    static Optional<Problem> of(SQLException failed) {
        var state = String.valueOf(failed.getSQLState());
        if (away(failed)) {
            return Optional.of(Problem.of(
                    PlatformError.UNAVAILABLE,
                    "The service's database does not answer.",
                    "Repeat the request in a moment; with an Idempotency-Key a creation is done once.",
                    List.of()));
        }
        if (GIVEN_UP.contains(state)) {
            return Optional.of(ProblemTable.concurrentChange());
        }
        return NUL.contains(state) ? Optional.of(NulFilter.problem("A text of the request")) : Optional.empty();
    }

    /** The pool's own error has no state: no connection was free, or could be made, in time. */
    private static boolean waited(SQLException failed) {
        return failed.getSQLState() == null
                && String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains("acquisition timeout");
    }
}
