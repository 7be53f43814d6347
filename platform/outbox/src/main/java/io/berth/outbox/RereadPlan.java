package io.berth.outbox;

import io.berth.outbox.Positions.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where to start reading a partition. Pure.
 *
 * @param reread whether the partition is read from its beginning although it was read before
 * @param reason why, empty otherwise
 */
record RereadPlan(Position position, boolean reread, String reason) {

    /** Kafka drops tombstones after 24 h (delete.retention.ms): whoever slept longer may have missed one. */
    static final Duration TOMBSTONES = Duration.ofHours(12);

    /** Owners of topics that Kafka lost, or put back to an older copy, publish again; what they have not by then is gone. */
    static final Duration REPUBLISHING = Duration.ofMinutes(10);

    static RereadPlan of(
            Optional<Position> known,
            String incarnation,
            long end,
            boolean projected,
            BooleanSupplier empty,
            Instant now) {
        if (known.isEmpty()) {
            return new RereadPlan(new Position(incarnation, 0, Continuity.UNKNOWN, 0, null, null, now), false, "");
        }
        var position = known.get();
        if (!position.incarnation().equals(incarnation)) {
            return again(position, incarnation, end, now.plus(REPUBLISHING), now, "the topic was made anew");
        }
        if (position.next() > end) {
            return again(position, incarnation, end, now.plus(REPUBLISHING), now, "the topic ends before it");
        }
        if (!projected || position.next() == 0) {
            return new RereadPlan(position, false, "");
        }
        if (position.at().plus(TOMBSTONES).isBefore(now)) {
            return again(position, incarnation, end, null, now, "tombstones may be gone");
        }
        if (empty.getAsBoolean()) {
            return again(position, incarnation, end, null, now, "the projection is empty");
        }
        return new RereadPlan(position, false, "");
    }

    /** Where to go on when the topic has gone back under a reader. */
    static Position back(Position position, long end, Instant now) {
        return new Position(
                position.incarnation(), 0, Continuity.UNKNOWN, position.epoch() + 1, end, now.plus(REPUBLISHING), now);
    }

    private static RereadPlan again(
            Position position, String incarnation, long end, Instant sweepAfter, Instant now, String reason) {
        return new RereadPlan(
                new Position(incarnation, 0, Continuity.UNKNOWN, position.epoch() + 1, end, sweepAfter, now),
                true,
                reason);
    }
}
