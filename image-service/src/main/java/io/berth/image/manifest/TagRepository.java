package io.berth.image.manifest;

import io.berth.image.oci.Digest;
import io.berth.image.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tag rows, sorted by their bytes. */
@ApplicationScoped
class TagRepository {
    private static final Sql.Row<Tag> TAG = row -> new Tag(
            row.getString("name"),
            row.getString("digest"),
            row.getString("media_type"),
            row.getLong("image_size_bytes"),
            Sql.instant(row, "created_at"),
            Sql.instant(row, "updated_at"));

    private final Sql sql;
    private final Clock clock;

    TagRepository(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Makes or moves a tag; false when it already pointed there. */
    boolean point(String repositoryId, String tag, Digest digest) {
        var now = clock.instant();
        return sql.update("""
                        insert into tag (repository_id, name, digest, created_at, updated_at) values (?, ?, ?, ?, ?)
                        on conflict (repository_id, name)
                        do update set digest = excluded.digest, updated_at = excluded.updated_at
                        where tag.digest <> excluded.digest""", repositoryId, tag, digest.toString(), now, now) > 0;
    }

    /** Up to {@code limit} tags after {@code last}; an empty text is before all. */
    List<Tag> list(String repositoryId, String last, int limit) {
        return sql.list("""
                select t.name, t.digest, t.created_at, t.updated_at, m.media_type, m.image_size_bytes
                from tag t join manifest m on m.repository_id = t.repository_id and m.digest = t.digest
                where t.repository_id = ? and t.name > ? order by t.name limit ?""", TAG, repositoryId, last, limit);
    }

    Optional<Tag> find(String repositoryId, String name) {
        return sql.first("""
                select t.name, t.digest, t.created_at, t.updated_at, m.media_type, m.image_size_bytes
                from tag t join manifest m on m.repository_id = t.repository_id and m.digest = t.digest
                where t.repository_id = ? and t.name = ?""", TAG, repositoryId, name);
    }

    /** False when it was gone already. */
    boolean delete(String repositoryId, String name) {
        return sql.update("delete from tag where repository_id = ? and name = ?", repositoryId, name) > 0;
    }

    /** Every tag of a manifest. */
    List<String> of(String repositoryId, Digest digest) {
        return sql.list(
                "select name from tag where repository_id = ? and digest = ? order by name",
                row -> row.getString(1),
                repositoryId,
                digest.toString());
    }

    /** Removes every tag of a manifest and says which they were. */
    List<String> deleteAllOf(String repositoryId, Digest digest) {
        return sql.list(
                "delete from tag where repository_id = ? and digest = ? returning name",
                row -> row.getString(1),
                repositoryId,
                digest.toString());
    }
}
