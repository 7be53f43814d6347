package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Which facts have had their effects here. */
@ApplicationScoped
class InboxStore {

    private final Sql sql;

    InboxStore(Sql sql) {
        this.sql = sql;
    }

    /** False when this handler has already taken the fact. Waits while another transaction is taking it. */
    boolean take(String handler, String fact) {
        return sql.update(
                        "insert into inbox (handler, fact) values (?, ?) on conflict do nothing",
                        handler,
                        storable(fact))
                == 1;
    }

    /** Keeps a fact that could not be taken. */
    void failed(String handler, String fact, int attempts, String error, String type, String topic, byte[] record) {
        sql.update("""
                insert into inbox_failure (handler, fact, attempts, error, type, topic, record)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", handler, storable(fact), attempts, storable(error), storable(type), topic, record);
    }

    /** PostgreSQL's text holds no NUL, foreign records may. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** Drops ids older than {@code age}, by the database's clock, which also wrote them. */
    void forget(Duration age) {
        sql.update("delete from inbox where at < clock_timestamp() - ? * interval '1 second'", age.toSeconds());
    }
}
