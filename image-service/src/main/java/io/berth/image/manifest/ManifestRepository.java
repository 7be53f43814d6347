package io.berth.image.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.oci.Descriptor;
import io.berth.image.oci.Digest;
import io.berth.image.oci.ManifestDocument;
import io.berth.image.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Manifest rows and what they name. A repository's id in each query keeps repositories, and so projects, apart. */
@ApplicationScoped
class ManifestRepository {
    private static final String COLUMNS =
            "m.digest, m.media_type, m.content, m.image_size_bytes, m.artifact_type, m.subject, m.pushed_at";

    private static final Sql.Row<Manifest> MANIFEST = row -> new Manifest(
            Digest.parse(row.getString("digest")),
            row.getString("media_type"),
            row.getBytes("content"),
            row.getLong("image_size_bytes"),
            Optional.ofNullable(row.getString("artifact_type")),
            Optional.ofNullable(row.getString("subject")).map(Digest::parse),
            Sql.instant(row, "pushed_at"));

    private final Sql sql;
    private final Clock clock;
    private final ObjectMapper json;

    ManifestRepository(Sql sql, Clock clock, ObjectMapper json) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
    }

    Optional<Manifest> find(String repositoryId, Digest digest) {
        return sql.first(
                "select " + COLUMNS + " from manifest m where m.repository_id = ? and m.digest = ?",
                MANIFEST,
                repositoryId,
                digest.toString());
    }

    Optional<Manifest> findTagged(String repositoryId, String tag) {
        return sql.first(
                "select " + COLUMNS + " from tag t join manifest m"
                        + " on m.repository_id = t.repository_id and m.digest = t.digest"
                        + " where t.repository_id = ? and t.name = ?",
                MANIFEST,
                repositoryId,
                tag);
    }

    /** Those of the digests that are no blob of the repository. The others stay until this transaction ends. */
    List<String> missingBlobs(String repositoryId, Collection<Descriptor> named) {
        var wanted = digests(named);
        var there = sql.list(
                "select digest from repository_blob where repository_id = ? and digest = any(?)"
                        + " order by digest for key share",
                row -> row.getString(1),
                repositoryId,
                wanted);
        there.forEach(wanted::remove);
        return List.copyOf(wanted);
    }

    /** The same for an index's children. */
    List<String> missingManifests(String repositoryId, Collection<Descriptor> named) {
        var wanted = digests(named);
        var there = sql.list(
                "select digest from manifest where repository_id = ? and digest = any(?)"
                        + " order by digest for key share",
                row -> row.getString(1),
                repositoryId,
                wanted);
        there.forEach(wanted::remove);
        return List.copyOf(wanted);
    }

    /** Bytes of these images together; sizes are what manifests claim, so the sum may be larger than a long. */
    BigDecimal sizeOf(String repositoryId, Collection<Descriptor> images) {
        return sql.first(
                        "select coalesce(sum(image_size_bytes), 0) from manifest"
                                + " where repository_id = ? and digest = any(?)",
                        row -> row.getBigDecimal(1),
                        repositoryId,
                        digests(images))
                .orElse(BigDecimal.ZERO);
    }

    void save(String repositoryId, Digest digest, byte[] content, ManifestDocument document, long imageSizeBytes) {
        var now = clock.instant();
        int added = sql.update(
                """
                insert into manifest (repository_id, digest, media_type, content, image_size_bytes, artifact_type,
                                      annotations, subject, created_at, pushed_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                on conflict (repository_id, digest) do nothing""",
                repositoryId,
                digest.toString(),
                document.mediaType(),
                content,
                imageSizeBytes,
                document.artifactType().orElse(null),
                document.annotations().isEmpty() ? null : text(document.annotations()),
                document.subject().map(Digest::toString).orElse(null),
                now,
                now);
        if (added == 0) {
            sql.update(
                    "update manifest set pushed_at = ? where repository_id = ? and digest = ?",
                    now,
                    repositoryId,
                    digest.toString());
            return;
        }
        sql.update(
                "insert into manifest_blob (repository_id, manifest, digest) select ?, ?, unnest(?::text[])",
                repositoryId,
                digest.toString(),
                digests(document.blobs()));
        sql.update(
                "insert into manifest_child (repository_id, manifest, child) select ?, ?, unnest(?::text[])",
                repositoryId,
                digest.toString(),
                digests(document.children()));
    }

    /** False when it was gone already. What it named is freed with it. */
    boolean delete(String repositoryId, Digest digest) {
        return sql.update(
                        "delete from manifest where repository_id = ? and digest = ?", repositoryId, digest.toString())
                > 0;
    }

    private static Set<String> digests(Collection<Descriptor> descriptors) {
        var digests = new TreeSet<String>();
        descriptors.forEach(descriptor -> digests.add(descriptor.digest().toString()));
        return digests;
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
