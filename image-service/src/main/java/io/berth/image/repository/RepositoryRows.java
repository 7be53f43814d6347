package io.berth.image.repository;

import io.berth.image.oci.RepositoryName;
import io.berth.image.sql.Sql;
import io.berth.web.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** The rows that hold repositories together. A repository exists from its first blob or manifest on. */
@ApplicationScoped
public class RepositoryRows {
    private final Sql sql;
    private final Clock clock;

    RepositoryRows(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Id of an existing repository. */
    public Optional<String> find(RepositoryName name) {
        return sql.first("select id from repository where name = ?", row -> row.getString(1), name.value());
    }

    /** Id of the repository, made now if need be. Two who make it at once get the same. */
    public String ensure(RepositoryName name) {
        return find(name).orElseGet(() -> {
            var now = clock.instant();
            sql.update(
                    "insert into repository (id, name, project, created_at, updated_at) values (?, ?, ?, ?, ?)"
                            + " on conflict (name) do nothing",
                    Ids.next("repo"),
                    name.value(),
                    name.project(),
                    now,
                    now);
            return find(name).orElseThrow();
        });
    }

    /**
     * Notes that what the repository offers changes, and locks its row until the transaction ends: changes of one
     * repository, and so their facts, have an order. Call it before other rows are locked.
     */
    public void changed(String id) {
        sql.update("update repository set updated_at = ? where id = ?", clock.instant(), id);
    }
}
