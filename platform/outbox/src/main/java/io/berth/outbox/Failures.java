package io.berth.outbox;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Tells a fact that cannot be taken from surroundings that are away for a while. */
final class Failures {

    /** SQLSTATE classes: 08 connection, 40 rollback (deadlock), 53 resources, 55 object in use, 57 operator, 58 system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    /** 22 data exception (a NUL in JSON), 54 program limit (a key longer than an index takes). */
    private static final Set<String> UNSTORABLE = Set.of("22", "54");

    /** Causes may go in circles. */
    private static final int DEEPEST = 20;

    private Failures() {}

    /** Whether trying again later can help, however long it takes. */
    static boolean passing(Throwable failure) {
        return passing(failure, 0);
    }

    /** Whether PostgreSQL cannot hold the value at all. */
    static boolean unstorable(Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() >= 2
                    && UNSTORABLE.contains(sql.getSQLState().substring(0, 2))) {
                return true;
            }
        }
        return false;
    }

    /** A failed commit keeps its reason among the suppressed exceptions. */
    private static boolean passing(Throwable failure, int depth) {
        if (failure == null || depth > DEEPEST) {
            return false;
        }
        if (failure instanceof SQLException sql && passing(sql)) {
            return true;
        }
        if (failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof KafkaException
                || passing(failure.getCause(), depth + 1)) {
            return true;
        }
        return Arrays.stream(failure.getSuppressed()).anyMatch(suppressed -> passing(suppressed, depth + 1));
    }

    private static boolean passing(SQLException failure) {
        var state = failure.getSQLState();
        if (state == null) {
            // The pool's own complaints (acquisition timeout, closed) carry no state.
            return true;
        }
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || (state.length() >= 2 && PASSING.contains(state.substring(0, 2)));
    }
}
