package io.berth.image.use;

import io.berth.image.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** Rows of {@code group_image}. */
@ApplicationScoped
class GroupImageRepository {
    private final Sql sql;

    GroupImageRepository(Sql sql) {
        this.sql = sql;
    }

    /** Names of the groups that name the repository with one of these tags or digests, in order. */
    List<String> groups(String repository, Collection<String> references) {
        return sql.list("""
                select distinct group_name from group_image
                where repository = ? and reference = any(?) order by group_name""", row -> row.getString(1), repository, references);
    }

    void forget(String group) {
        sql.update("delete from group_image where group_id = ?", group);
    }

    void add(String group, String name, String repository, String reference) {
        sql.update(
                "insert into group_image (group_id, group_name, repository, reference) values (?, ?, ?, ?)",
                group,
                name,
                repository,
                reference);
    }
}
