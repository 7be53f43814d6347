package io.berth.web;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keys in use, what was made and answered under them. Each call but {@link #made} is a statement of its own, outside any
 * transaction. A client proxy is needed, because the filter that uses it exists before there is a database.
 */
@ApplicationScoped
class IdempotencyStore {
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);
    private static final String WHERE_KEY = " where project = ? and subject = ? and path = ? and key = ?";

    private final AgroalDataSource database;
    private final IdempotencyConfig config;
    private final Clock clock;
    private final String process = UUID.randomUUID().toString();
    private final AtomicReference<Instant> purged = new AtomicReference<>(Instant.EPOCH);

    IdempotencyStore(AgroalDataSource database, IdempotencyConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** What the key stands for: the same client repeats itself with it on one path. */
    record Key(String project, String subject, String path, String value) {}

    /**
     * A key in use.
     *
     * @param resource id of what the request made, once that is committed
     */
    record Known(String fingerprint, boolean running, Optional<StoredAnswer> answer, Optional<String> resource) {}

    /**
     * Takes the key for the attempt named {@code claim}: a new or expired key, or one whose request died, as it seems, before
     * it had made anything. Should it live after all, {@link #made} stops it. False when somebody else has the key.
     */
    boolean claim(Key key, String claim, String fingerprint) {
        purge();
        var now = clock.instant();
        return call("""
                insert into idempotency as known (project, subject, path, key, claim, fingerprint, process, claimed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (project, subject, path, key) do update
                set claim = excluded.claim, fingerprint = excluded.fingerprint, process = excluded.process,
                    claimed_at = excluded.claimed_at, finished = false, resource = null,
                    status = null, location = null, content_type = null, etag = null, body = null
                where known.claimed_at < ?
                    or (known.status is null and known.resource is null
                        and (known.claimed_at < ? or known.process <> excluded.process))
                """, statement -> {
            var next = bind(statement, 1, key);
            statement.setString(next++, claim);
            statement.setString(next++, fingerprint);
            statement.setString(next++, process);
            statement.setTimestamp(next++, Timestamp.from(now));
            statement.setTimestamp(next++, Timestamp.from(now.minus(config.keep())));
            statement.setTimestamp(next, Timestamp.from(now.minus(config.stale())));
            return statement.executeUpdate() == 1;
        });
    }

    /** Empty when the key was released in between. */
    Optional<Known> find(Key key) {
        var staleBefore = clock.instant().minus(config.stale());
        var query = "select fingerprint, claimed_at, process, finished, resource,"
                + " status, location, content_type, etag, body"
                + " from idempotency" + WHERE_KEY;
        return call(query, statement -> {
            bind(statement, 1, key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(known(row, staleBefore)) : Optional.<Known>empty();
            }
        });
    }

    /**
     * The attempt makes this resource, its first one, if the current transaction is committed: the note is part of that
     * transaction.
     *
     * @throws ProblemException when another attempt has taken the key meanwhile
     */
    void made(Key key, String claim, String resource) {
        var mine = call(
                "update idempotency set resource = coalesce(resource, ?)" + WHERE_KEY + " and claim = ?", statement -> {
                    statement.setString(1, resource);
                    statement.setString(bind(statement, 2, key), claim);
                    return statement.executeUpdate();
                });
        if (mine == 0) {
            throw new ProblemException(
                    PlatformError.IDEMPOTENCY_KEY_BUSY,
                    "Another request with this key took over from this one.",
                    "Repeat it in a moment.");
        }
    }

    /** Remembers an answer, the final one or one to fall back on should the process die; only by who holds the claim. */
    void answer(Key key, String claim, StoredAnswer answer, boolean finished) {
        call(
                "update idempotency set finished = ?, status = ?, location = ?, content_type = ?, etag = ?, body = ?"
                        + WHERE_KEY + " and claim = ? and not finished",
                statement -> {
                    statement.setBoolean(1, finished);
                    statement.setInt(2, answer.status());
                    statement.setString(3, answer.location());
                    statement.setString(4, answer.contentType());
                    statement.setString(5, answer.etag());
                    statement.setBytes(6, answer.body());
                    statement.setString(bind(statement, 7, key), claim);
                    return statement.executeUpdate();
                });
    }

    /** The attempt failed. The key may be used again, unless something was made: then it is what the key stands for. */
    void release(Key key, String claim) {
        var mine = WHERE_KEY + " and claim = ? and not finished";
        call("delete from idempotency" + mine + " and resource is null", statement -> {
            statement.setString(bind(statement, 1, key), claim);
            return statement.executeUpdate();
        });
        call("update idempotency set finished = true" + mine, statement -> {
            statement.setString(bind(statement, 1, key), claim);
            return statement.executeUpdate();
        });
    }

    private void purge() {
        var now = clock.instant();
        var last = purged.get();
        if (last.plus(PURGE_INTERVAL).isBefore(now) && purged.compareAndSet(last, now)) {
            call("delete from idempotency where claimed_at < ?", statement -> {
                statement.setTimestamp(1, Timestamp.from(now.minus(config.keep())));
                return statement.executeUpdate();
            });
        }
    }

    private Known known(ResultSet row, Instant staleBefore) throws SQLException {
        var resource = Optional.ofNullable(row.getString("resource"));
        // What another process began is over: there is one at a time.
        var running = !row.getBoolean("finished")
                && process.equals(row.getString("process"))
                && !row.getTimestamp("claimed_at").toInstant().isBefore(staleBefore);
        var status = row.getInt("status");
        var answer = row.wasNull()
                ? Optional.<StoredAnswer>empty()
                : Optional.of(new StoredAnswer(
                        status,
                        row.getString("location"),
                        row.getString("content_type"),
                        row.getString("etag"),
                        row.getBytes("body")));
        return new Known(row.getString("fingerprint"), running, answer, resource);
    }

    private static int bind(PreparedStatement statement, int first, Key key) throws SQLException {
        statement.setString(first, key.project());
        statement.setString(first + 1, key.subject());
        statement.setString(first + 2, key.path());
        statement.setString(first + 3, key.value());
        return first + 4;
    }

    private <T> T call(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException("Idempotency keys cannot be read or written", failed);
        }
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
