package io.berth.image.catalog;

import io.berth.image.sql.Sql;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads repositories of one project, or of all for {@code *}: each query names the project. */
@ApplicationScoped
class CatalogRepository {
    private static final String SELECT = """
            select r.id, r.name, r.project, r.created_at, r.updated_at,
                   (select count(*) from tag t where t.repository_id = r.id) as tags,
                   (select count(*) from manifest m where m.repository_id = r.id) as manifests,
                   (select coalesce(sum(b.size_bytes), 0) from repository_blob rb join blob b on b.digest = rb.digest
                    where rb.repository_id = r.id)
                   + (select coalesce(sum(length(m.content)), 0) from manifest m where m.repository_id = r.id) as size_bytes
            from repository r where (? = '*' or r.project = ?)""";

    private static final Sql.Row<RepositoryView> REPOSITORY = row -> new RepositoryView(
            row.getString("id"),
            row.getString("name"),
            row.getString("project"),
            Map.of(),
            ResourceStatus.READY,
            null,
            row.getLong("tags"),
            row.getLong("manifests"),
            row.getLong("size_bytes"),
            Sql.instant(row, "created_at"),
            Sql.instant(row, "updated_at"));

    private final Sql sql;

    CatalogRepository(Sql sql) {
        this.sql = sql;
    }

    Optional<RepositoryView> find(String project, String idOrName) {
        return sql.first(SELECT + " and (r.name = ? or r.id = ?)", REPOSITORY, project, project, idOrName, idOrName);
    }

    /** In the order of their ids, after one of them. */
    List<RepositoryView> list(String project, String after, int limit) {
        return sql.list(SELECT + " and r.id > ? order by r.id limit ?", REPOSITORY, project, project, after, limit);
    }
}
