package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** How far this database has read, per partition. */
@ApplicationScoped
class Positions {

    private final Sql sql;

    Positions(Sql sql) {
        this.sql = sql;
    }

    /**
     * @param incarnation id of the topic; another one means other records at the same offsets
     * @param lastTime of the record before {@code next}, by the broker's clock; {@link Continuity#UNKNOWN} for none
     * @param epoch number of times the partition was read from its beginning
     * @param sweepAt offset at which rows of older epochs go, null when there is nothing to sweep
     * @param sweepAfter and not before this time; may be null
     * @param at when the position was saved last
     */
    record Position(
            String incarnation, long next, long lastTime, long epoch, Long sweepAt, Instant sweepAfter, Instant at) {

        /** Whether a re-read that has come to {@code read} met everything it should. */
        boolean sweepDue(long read, Instant now) {
            return sweepAt != null && read >= sweepAt && (sweepAfter == null || !now.isBefore(sweepAfter));
        }

        /** Whether it is in the same reading of the partition, and not before that position. */
        boolean reaches(Position other) {
            return incarnation.equals(other.incarnation) && epoch == other.epoch && next >= other.next;
        }

        Position advanced(long next, long lastTime) {
            return new Position(incarnation, next, lastTime, epoch, sweepAt, sweepAfter, at);
        }

        Position swept() {
            return new Position(incarnation, next, lastTime, epoch, null, null, at);
        }
    }

    Optional<Position> find(TopicPartition partition) {
        return sql.first("""
                select incarnation, next_offset, last_time, epoch, sweep_at, sweep_after, at
                from fact_position where topic = ? and partition = ?""", Positions::read, partition.topic(), partition.partition());
    }

    /**
     * Part of each transaction that builds on what was read before.
     *
     * @throws DatabaseWentBackException when this database has not read as far
     */
    void require(TopicPartition partition, Position position) {
        var here = find(partition).map(known -> known.reaches(position)).orElse(position.next() == 0);
        if (!here) {
            throw new DatabaseWentBackException(partition, position.next());
        }
    }

    /** Does nothing when another replica has read further. */
    void save(TopicPartition partition, Position position) {
        sql.update(
                """
                insert into fact_position (topic, partition, incarnation, next_offset, last_time, epoch, sweep_at, sweep_after)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (topic, partition) do update set incarnation = excluded.incarnation,
                  next_offset = excluded.next_offset, last_time = excluded.last_time, epoch = excluded.epoch, sweep_at = excluded.sweep_at,
                  sweep_after = excluded.sweep_after, at = excluded.at
                where fact_position.incarnation <> excluded.incarnation
                  or (fact_position.epoch, fact_position.next_offset) <= (excluded.epoch, excluded.next_offset)""",
                partition.topic(),
                partition.partition(),
                position.incarnation(),
                position.next(),
                position.lastTime(),
                position.epoch(),
                position.sweepAt(),
                position.sweepAfter() == null ? null : position.sweepAfter().atOffset(ZoneOffset.UTC));
    }

    private static Position read(ResultSet row) throws SQLException {
        var sweepAfter = row.getObject(6, OffsetDateTime.class);
        return new Position(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, Long.class),
                sweepAfter == null ? null : sweepAfter.toInstant(),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }
}
