package io.berth.console.history;

import io.agroal.api.AgroalDataSource;
import io.berth.outbox.DatabaseWentBackException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The only writer of the facts' table. It writes under a lock of the database, so that two consoles (an old one that is
 * going and its successor) cannot commit in another order than they drew their cursors.
 */
@ApplicationScoped
class HistoryWriter {

    /** Any constant will do, as long as nobody else uses it in this database. */
    private static final long WRITERS_LOCK = 0x62657274_68697374L;

    private static final int FORGET_AT_ONCE = 5000;

    private final AgroalDataSource database;

    HistoryWriter(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Records the facts that are not yet there, and how far they go; a fact that arrives twice stays where it was.
     *
     * @param before where the reader was
     * @throws DatabaseWentBackException when the history is not there
     */
    void record(List<Fact> facts, Collection<IntakePosition> before, Collection<IntakePosition> positions)
            throws SQLException {
        alone(connection -> {
            require(connection, before);
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into fact (id, type, source, service, subject, project, correlation_id, causation_id, time, data, traceparent)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict (id) do nothing""")) {
                for (Fact fact : facts) {
                    bind(insert, fact);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            save(connection, positions);
        });
    }

    /** Notices a history that went back to an older copy under its reader. */
    void require(Collection<IntakePosition> before) throws SQLException {
        try (Connection connection = database.getConnection()) {
            require(connection, before);
        }
    }

    private static void require(Connection connection, Collection<IntakePosition> before) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select read.topic, read.partition, read.next_offset
                from unnest(?, ?, ?, ?) as read (topic, partition, incarnation, next_offset)
                left join intake_position here using (topic, partition, incarnation)
                where coalesce(here.next_offset, 0) < read.next_offset limit 1""")) {
            query.setArray(1, array(connection, "text", before, IntakePosition::topic));
            query.setArray(2, array(connection, "integer", before, IntakePosition::partition));
            query.setArray(3, array(connection, "text", before, IntakePosition::incarnation));
            query.setArray(4, array(connection, "bigint", before, IntakePosition::next));
            try (var lost = query.executeQuery()) {
                if (lost.next()) {
                    throw new DatabaseWentBackException(lost.getString(1) + "-" + lost.getInt(2), lost.getLong(3));
                }
            }
        }
    }

    private static Array array(
            Connection connection,
            String type,
            Collection<IntakePosition> positions,
            Function<IntakePosition, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, positions.stream().map(column).toArray());
    }

    private static void save(Connection connection, Collection<IntakePosition> positions) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into intake_position (topic, partition, incarnation, next_offset, last_time) values (?, ?, ?, ?, ?)
                on conflict (topic, partition) do update
                set incarnation = excluded.incarnation, next_offset = excluded.next_offset, last_time = excluded.last_time""")) {
            for (IntakePosition position : positions) {
                upsert.setString(1, position.topic());
                upsert.setInt(2, position.partition());
                upsert.setString(3, position.incarnation());
                upsert.setLong(4, position.next());
                upsert.setLong(5, position.lastTime());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Forgets what was recorded earlier, always the beginning of the history, and says so in the mark. */
    long forgetBefore(Instant time) throws SQLException {
        long forgotten = 0;
        int last;
        do {
            last = forgetSome(time);
            forgotten += last;
        } while (last == FORGET_AT_ONCE);
        return forgotten;
    }

    private int forgetSome(Instant time) throws SQLException {
        int[] deleted = new int[1];
        alone(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    with gone as (
                        delete from fact where seq in (
                            select seq from fact
                            where seq < coalesce((select min(seq) from fact where recorded_at >= ?), 9223372036854775807)
                            order by seq limit ?)
                        returning seq, recorded_at),
                    far as (select max(seq) as seq, max(recorded_at) as time, count(*) as facts from gone),
                    marked as (
                        update history_mark set forgotten_to = greatest(forgotten_to, far.seq),
                            forgotten_time = greatest(forgotten_time, far.time) from far where far.facts > 0)
                    select facts from far""")) {
                delete.setTimestamp(1, Timestamp.from(time));
                delete.setInt(2, FORGET_AT_ONCE);
                try (var row = delete.executeQuery()) {
                    row.next();
                    deleted[0] = row.getInt(1);
                }
            }
        });
        return deleted[0];
    }

    private static void bind(PreparedStatement insert, Fact fact) throws SQLException {
        insert.setString(1, fact.id());
        insert.setString(2, fact.type());
        insert.setString(3, fact.source());
        insert.setString(4, fact.service());
        insert.setString(5, fact.subject());
        insert.setString(6, fact.project());
        insert.setString(7, fact.correlationId());
        insert.setString(8, fact.causationId());
        insert.setTimestamp(9, Timestamp.from(fact.time()));
        insert.setString(10, fact.data().toString());
        insert.setString(11, fact.traceparent());
    }

    private static void undo(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException worse) {
            failure.addSuppressed(worse);
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void alone(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, WRITERS_LOCK);
                lock.execute();
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException | Error failure) {
                undo(connection, failure);
                throw failure;
            }
        }
    }
}
