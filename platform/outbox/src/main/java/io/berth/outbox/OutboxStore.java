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
              traceparent = excluded.traceparent, name = excluded.name, time = excluded.time, data = excluded.data""";

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

    /** Keeps the newest state per key, or forgets it after a tombstone. */
    void remember(OutboxRow row) {
        if (row.data() == null) {
            sql.update("delete from published_state where topic = ? and key = ?", row.topic(), row.key());
            return;
        }
        var origin = row.origin();
        sql.update(
                REMEMBER,
                row.topic(),
                row.key(),
                row.type(),
                origin.project(),
                origin.correlationId(),
                origin.causationId(),
                origin.traceparent(),
                row.name(),
                row.time().atOffset(ZoneOffset.UTC),
                row.data());
    }
}
