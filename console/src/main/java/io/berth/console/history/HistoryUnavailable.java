package io.berth.console.history;

import java.sql.SQLException;

/** The history's database did not answer. */
class HistoryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HistoryUnavailable(SQLException cause) {
        super("the history's database did not answer", cause);
    }
}
