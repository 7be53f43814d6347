package io.berth.console.history;

import io.berth.web.ErrorCode;

/** What can go wrong when somebody reads the history. */
enum HistoryError implements ErrorCode {
    EVENT_NOT_FOUND(404, "No such event"),
    TOO_MANY_STREAMS(503, "Too many streams are open");

    private final int status;
    private final String title;

    HistoryError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
