package io.berth.image.sql;

import java.sql.SQLException;

/** The database refused a statement or could not be reached; the surrounding transaction rolls back. */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String FOREIGN_KEY = "23503";

    DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** A row that others point at was to be removed, or one that is gone was pointed at. */
    public boolean breaksReference() {
        return getCause() instanceof SQLException cause && FOREIGN_KEY.equals(cause.getSQLState());
    }
}
