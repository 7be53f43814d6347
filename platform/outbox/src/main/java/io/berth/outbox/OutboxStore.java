package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/** Rows of the outbox, written on the caller's transaction. */
@ApplicationScoped
class OutboxStore {

    private static final String INSERT = """
            insert into outbox (id, topic, key, type, subject, project, correlationid, causationid, traceparent, name, time, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)""";
    private static final String REMEMBER = """
            insert into published_state (topic, key, type, project, correlationid, causationid, traceparent, name, time, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)
            on conflict (topic, key) do update set type = excluded.type, project = excluded.project,
              correlationid = excluded.correlationid, causationid = excluded.causationid,
              traceparent = excluded.traceparent, name = excluded.name, time = excluded.time, data = excluded.data
            returning fact""";

    private final Sql sql;

    OutboxStore(Sql sql) {
        this.sql = sql;
    }

    void insert(OutboxRow row) {
        var origin = row.origin();
        sql.update(
                INSERT,
                row.id(),
                row.topic(),
                row.key(),
                row.type(),
                row.key(),
                origin.project(),
                origin.correlationId(),
                origin.causationId(),
                origin.traceparent(),
                row.name(),
                row.time().atOffset(ZoneOffset.UTC),
                row.data());
    }

    /**
     * Keeps the newest state per key, or forgets it after a tombstone, and locks it.
     *
     * @return id of the fact that published the key's state before this one; empty for the first
     */
    String remember(OutboxRow row) {
        if (row.data() == null) {
            return sql.first(
                            "delete from published_state where topic = ? and key = ? returning fact",
                            before -> before.getString(1),
                            row.topic(),
                            row.key())
                    .orElse("");
        }
        var origin = row.origin();
        return sql.first(
                        REMEMBER,
                        before -> before.getString(1),
                        row.topic(),
                        row.key(),
                        row.type(),
                        origin.project(),
                        origin.correlationId(),
                        origin.causationId(),
                        origin.traceparent(),
                        row.name(),
                        row.time().atOffset(ZoneOffset.UTC),
                        row.data())
                .orElseThrow();
    }

    /** Puts a state into the outbox that {@link #remember} has locked. */
    void publish(OutboxRow row) {
        sql.update("update published_state set fact = ? where topic = ? and key = ?", row.id(), row.topic(), row.key());
        insert(row);
    }
}
