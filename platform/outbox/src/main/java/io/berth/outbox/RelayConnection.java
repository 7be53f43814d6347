package io.berth.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The relay's own connection: it holds the election (a session advisory lock), listens, reads and deletes. Not pooled,
 * because a pool would lend the lock and the subscription to others. Always in auto-commit: no transaction is open while
 * Kafka is being waited for.
 */
final class RelayConnection implements AutoCloseable {

    /** "berthout" in ASCII; advisory locks are per database. */
    private static final long ELECTION = 0x62657274686f7574L;

    private static final String UNSENT = """
            select seq, id, topic, key, type, project, correlationid, causationid, traceparent, name, time, data::text
            from outbox where topic <> all(?) order by seq limit ?""";

    private static final String PARK = """
            with parked as (delete from outbox where seq = ? returning *)
            insert into outbox_failure select parked.*, clock_timestamp(), ? from parked""";

    private final Connection connection;

    private RelayConnection(Connection connection) {
        this.connection = connection;
    }

    /** Where the database is; the same as the pool's. */
    record Address(String url, String user, String password, String applicationName) {}

    static RelayConnection open(Address address) throws SQLException {
        var database = new PGSimpleDataSource();
        database.setURL(address.url());
        database.setUser(address.user());
        database.setPassword(address.password());
        database.setApplicationName(address.applicationName());
        database.setTcpKeepAlive(true);
        database.setConnectTimeout(5);
        // A half-open connection would hold no lock on the server but look fine here.
        database.setSocketTimeout(15);
        return new RelayConnection(database.getConnection());
    }

    /** Whether this connection is now the one that relays. */
    boolean elect() throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, ELECTION);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    void listen() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen berth_outbox");
        }
    }

    /** Returns early when a transaction with facts has committed. */
    void await(Duration atMost) throws SQLException {
        connection.unwrap(PGConnection.class).getNotifications(Math.max(1, Math.toIntExact(atMost.toMillis())));
    }

    /** The oldest rows, those of the topics {@code except} left out. */
    List<OutboxRow> unsent(int limit, Set<String> except) throws SQLException {
        // This look answers what was notified so far; the driver would keep it all until somebody asks.
        connection.unwrap(PGConnection.class).getNotifications();
        try (var statement = connection.prepareStatement(UNSENT)) {
            statement.setArray(1, connection.createArrayOf("text", except.toArray()));
            statement.setInt(2, limit);
            var found = new ArrayList<OutboxRow>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new OutboxRow(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            new Origin(rows.getString(6), rows.getString(7), rows.getString(8), rows.getString(9)),
                            rows.getString(10),
                            rows.getObject(11, OffsetDateTime.class).toInstant(),
                            rows.getString(12)));
                }
            }
            return found;
        }
    }

    /** Forgets what Kafka has acknowledged. */
    void sent(List<Long> sequences) throws SQLException {
        try (var statement = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", sequences.toArray()));
            statement.executeUpdate();
        }
    }

    /** Sets a row aside that Kafka will never take. */
    void park(long sequence, String error) throws SQLException {
        try (var statement = connection.prepareStatement(PARK)) {
            statement.setLong(1, sequence);
            statement.setString(2, error.replace('\0', ' '));
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
