package io.berth.outbox;

import java.sql.SQLException;

/** The database refused or could not be reached; rolls the transaction back. */
public class OutboxStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxStoreException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
