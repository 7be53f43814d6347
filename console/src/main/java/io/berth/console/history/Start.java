package io.berth.console.history;

import java.util.Optional;

/**
 * Where a reader really begins.
 *
 * @param cursor facts after it are sent
 * @param gap what the reader asked for and cannot get
 */
record Start(long cursor, Optional<Gap> gap) {

    /**
     * Facts that are gone.
     *
     * @param from cursor that was asked for, null when a time was
     * @param to cursor after which the stream goes on
     * @param reason {@code FORGOTTEN}: older than the history is kept; {@code RESTARTED}: the cursor is from another
     *     history, which was lost; what is there now is sent from its beginning, and the events' ids tell which are known
     */
    record Gap(Long from, long to, String reason) {}

    static Start at(Position position, long before, long newest, HistoryMark mark) {
        return switch (position) {
            case Position.Now now -> new Start(newest, Optional.empty());
            case Position.After after when after.cursor() > newest -> gap(after.cursor(), mark, "RESTARTED");
            case Position.After after
            when after.cursor() < mark.forgottenTo() ->
                after.cursor() == 0
                        ? new Start(mark.forgottenTo(), Optional.empty())
                        : gap(after.cursor(), mark, "FORGOTTEN");
            case Position.After after -> new Start(after.cursor(), Optional.empty());
            case Position.Since since ->
                mark.forgottenTime().isBefore(since.time())
                        ? new Start(before, Optional.empty())
                        : new Start(before, Optional.of(new Gap(null, before, "FORGOTTEN")));
        };
    }

    private static Start gap(long asked, HistoryMark mark, String reason) {
        return new Start(mark.forgottenTo(), Optional.of(new Gap(asked, mark.forgottenTo(), reason)));
    }
}
