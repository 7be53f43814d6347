package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Other services' state as they publish it on compacted topics (listed in {@code berth.projections.topics}). Eventually
 * the same; read it as a hint about now and be woken by {@link ProjectionChanged}.
 */
@ApplicationScoped
public class Projections {

    private final Sql sql;

    Projections(Sql sql) {
        this.sql = sql;
    }

    public <T> Optional<T> byKey(String topic, String key, Class<T> shape) {
        return sql.first(
                        "select data::text from projection where topic = ? and key = ?",
                        row -> row.getString(1),
                        topic,
                        key)
                .map(data -> FactJson.read(data, shape));
    }

    /** The thing a project calls by this name; the newest, should a name be reused before its tombstone arrived. */
    public <T> Optional<T> byName(String topic, String project, String name, Class<T> shape) {
        return sql.first("""
                        select data::text from projection where topic = ? and project = ? and name = ?
                        order by fact desc limit 1""", row -> row.getString(1), topic, project, name).map(data -> FactJson.read(data, shape));
    }

    /** Everything on the topic, of all projects, by key. */
    public <T> List<T> all(String topic, Class<T> shape) {
        return sql.query(
                "select data::text from projection where topic = ? order by key",
                row -> FactJson.read(row.getString(1), shape),
                topic);
    }
}
