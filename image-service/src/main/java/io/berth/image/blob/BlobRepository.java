package io.berth.image.blob;

import io.berth.image.oci.Digest;
import io.berth.image.oci.RepositoryName;
import io.berth.image.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Blob rows and which repository may serve which of them. */
@ApplicationScoped
class BlobRepository {
    /** Reading a popular blob writes its row at most this often. */
    private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

    private static final Sql.Row<Blob> BLOB =
            row -> new Blob(Digest.parse(row.getString("digest")), row.getLong("size_bytes"), row.getString("path"));

    private final Sql sql;
    private final Clock clock;

    BlobRepository(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    Optional<Blob> find(RepositoryName repository, Digest digest) {
        return sql.first("""
                select b.digest, b.size_bytes, b.path from blob b
                join repository_blob rb on rb.digest = b.digest join repository r on r.id = rb.repository_id
                where r.name = ? and b.digest = ?""", BLOB, repository.value(), digest.toString());
    }

    boolean existsIn(Collection<RepositoryName> repositories, Digest digest) {
        return sql.first(
                        "select 1 from repository_blob rb join repository r on r.id = rb.repository_id"
                                + " where r.name = any(?) and rb.digest = ? limit 1",
                        row -> true,
                        repositories.stream().map(RepositoryName::value).toList(),
                        digest.toString())
                .orElse(false);
    }

    /** The row of this content: the one given, or the one that somebody else stored first. Locked either way. */
    Blob store(Blob blob) {
        var now = clock.instant();
        return sql.first("""
                        insert into blob (digest, size_bytes, path, created_at, touched_at) values (?, ?, ?, ?, ?)
                        on conflict (digest) do update set touched_at = excluded.touched_at
                        returning digest, size_bytes, path""", BLOB, blob.digest().toString(), blob.sizeBytes(), blob.path(), now, now)
                .orElseThrow();
    }

    void link(String repositoryId, Digest digest) {
        sql.update(
                "insert into repository_blob (repository_id, digest, created_at) values (?, ?, ?) on conflict do nothing",
                repositoryId,
                digest.toString(),
                clock.instant());
    }

    /** False when the repository did not have it. */
    boolean unlink(String repositoryId, Digest digest) {
        return sql.update(
                        "delete from repository_blob where repository_id = ? and digest = ?",
                        repositoryId,
                        digest.toString())
                > 0;
    }

    /** Locks the row of existing content against removal, and marks it as wanted; false when there is none. */
    boolean touch(Digest digest) {
        return sql.update("update blob set touched_at = ? where digest = ?", clock.instant(), digest.toString()) > 0;
    }

    /** The same without a lock worth mentioning, for reads. */
    void touchNowAndThen(Digest digest) {
        var now = clock.instant();
        sql.update(
                "update blob set touched_at = ? where digest = ? and touched_at < ?",
                now,
                digest.toString(),
                now.minus(TOUCH_INTERVAL));
    }

    /** Which of these paths belong to a blob or an upload. */
    Set<String> knownPaths(Collection<String> paths) {
        return new HashSet<>(sql.list(
                "select path from blob where path = any(?) union all select path from upload where path = any(?)",
                row -> row.getString(1),
                paths,
                paths));
    }
}
