package io.berth.image.upload;

import io.berth.image.oci.Digest;
import io.berth.image.oci.RepositoryName;
import io.berth.image.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of unfinished uploads. */
@ApplicationScoped
class UploadRepository {
    private static final Sql.Row<Upload> UPLOAD = row -> new Upload(
            row.getObject("id", UUID.class),
            RepositoryName.parse(row.getString("repository")),
            row.getString("path"),
            Digest.Algorithm.named(row.getString("algorithm")),
            row.getLong("offset_bytes"));

    private final Sql sql;
    private final Clock clock;

    UploadRepository(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void insert(Upload upload) {
        var now = clock.instant();
        sql.update(
                "insert into upload (id, repository, path, algorithm, offset_bytes, started_at, touched_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                upload.id(),
                upload.repository().value(),
                upload.path(),
                upload.algorithm().label(),
                upload.offset(),
                now,
                now);
    }

    Optional<Upload> find(RepositoryName repository, UUID id) {
        return sql.first(
                "select id, repository, path, algorithm, offset_bytes from upload where id = ? and repository = ?",
                UPLOAD,
                id,
                repository.value());
    }

    void advance(UUID id, long offset) {
        sql.update("update upload set offset_bytes = ?, touched_at = ? where id = ?", offset, clock.instant(), id);
    }

    /** False when somebody else has removed it meanwhile. */
    boolean delete(UUID id) {
        return sql.update("delete from upload where id = ?", id) > 0;
    }

    /** False when somebody touched it since then, or it is gone. */
    boolean deleteUntouched(UUID id, Instant since) {
        return sql.update("delete from upload where id = ? and touched_at < ?", id, since) > 0;
    }

    List<Upload> untouchedSince(Instant limit) {
        return sql.list(
                "select id, repository, path, algorithm, offset_bytes from upload where touched_at < ?"
                        + " order by touched_at limit 1000",
                UPLOAD,
                limit);
    }
}
