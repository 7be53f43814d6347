package io.berth.image.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.oci.Digest;
import io.berth.image.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manifests that name another as their subject, a page at a time. */
@ApplicationScoped
class ReferrerRepository {
    /** Of the texts in one page that have no limit of their own; so it stays an index of a size that clients read. */
    static final int TEXT_BYTES = 2 * 1024 * 1024;

    private final Sql sql;
    private final ObjectMapper json;

    ReferrerRepository(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** @param more whether others follow the last of these */
    record ReferrerPage(List<Referrer> referrers, boolean more) {}

    private record Found(Referrer referrer, int candidates) {}

    /**
     * In the order of their own digests, after {@code last}; an empty text is before all. Fewer than {@code limit} when
     * their texts are long, yet never none while there are some.
     */
    ReferrerPage page(String repositoryId, Digest subject, Optional<String> artifactType, String last, int limit) {
        var found = sql.list(
                """
                select media_type, digest, size, artifact_type, annotations, candidates from (
                    select *, count(*) over () as candidates, row_number() over (order by digest) as place,
                           sum(coalesce(octet_length(annotations::text), 0) + coalesce(octet_length(artifact_type), 0))
                               over (order by digest) as upto
                    from (select media_type, digest, length(content) as size, artifact_type, annotations from manifest
                          where repository_id = ? and subject = ? and digest > ?
                            and (?::text is null or artifact_type = ?)
                          order by digest limit ?) candidate) page
                where place = 1 or (place <= ? and upto <= ?)
                order by digest""",
                row -> new Found(
                        new Referrer(
                                row.getString("media_type"),
                                row.getString("digest"),
                                row.getLong("size"),
                                row.getString("artifact_type"),
                                annotations(row.getString("annotations"))),
                        row.getInt("candidates")),
                repositoryId,
                subject.toString(),
                last,
                artifactType.orElse(null),
                artifactType.orElse(null),
                limit + 1,
                limit,
                TEXT_BYTES);
        boolean more = !found.isEmpty() && found.getFirst().candidates() > found.size();
        return new ReferrerPage(found.stream().map(Found::referrer).toList(), more);
    }

    private Map<String, String> annotations(String stored) {
        if (stored == null) {
            return Map.of();
        }
        try {
            return json.readerForMapOf(String.class).readValue(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("annotations in the database are not a JSON object", e);
        }
    }
}
