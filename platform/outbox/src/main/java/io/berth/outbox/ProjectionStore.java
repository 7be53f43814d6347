package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Writes projections. Safe to repeat: an older state never replaces a newer one of the same key. */
@ApplicationScoped
class ProjectionStore {

    private final Sql sql;

    ProjectionStore(Sql sql) {
        this.sql = sql;
    }

    /** The project of the thing, if anything about it changed. */
    Optional<String> put(TopicPartition partition, long epoch, ReceivedFact state, String name) {
        // Ids grow with time, across a lost and remade outbox too; a re-read of the same one only renews its epoch.
        return sql.first(
                        """
                        with before as (select fact from projection where topic = ? and key = ?)
                        insert into projection (topic, key, partition, epoch, project, name, fact, time, data)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        on conflict (topic, key) do update set partition = excluded.partition, epoch = excluded.epoch,
                          project = excluded.project, name = excluded.name, fact = excluded.fact, time = excluded.time,
                          data = excluded.data
                        where excluded.fact >= projection.fact
                        returning (select fact from before) is distinct from fact""",
                        row -> row.getBoolean(1),
                        partition.topic(),
                        state.subject(),
                        partition.topic(),
                        state.subject(),
                        partition.partition(),
                        epoch,
                        state.origin().project(),
                        name,
                        state.id(),
                        state.time().atOffset(ZoneOffset.UTC),
                        state.data().toString())
                .filter(changed -> changed)
                .map(changed -> state.origin().project());
    }

    /** The project of the thing that went away, if it was there. */
    Optional<String> remove(TopicPartition partition, String key, String fact) {
        return sql.first(
                "delete from projection where topic = ? and key = ? and fact <= ? returning project",
                row -> row.getString(1),
                partition.topic(),
                key,
                fact);
    }

    /** Drops what a complete re-read of the partition has not met again. */
    List<ProjectionChanged> sweep(TopicPartition partition, long epoch) {
        return sql.query(
                "delete from projection where topic = ? and partition = ? and epoch < ? returning key, project",
                row -> new ProjectionChanged(partition.topic(), row.getString(1), row.getString(2)),
                partition.topic(),
                partition.partition(),
                epoch);
    }

    boolean empty(TopicPartition partition) {
        return sql.query(
                        "select 1 from projection where topic = ? and partition = ? limit 1",
                        row -> row.getInt(1),
                        partition.topic(),
                        partition.partition())
                .isEmpty();
    }
}
