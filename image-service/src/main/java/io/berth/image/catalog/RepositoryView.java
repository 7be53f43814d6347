package io.berth.image.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A repository as the API shows it.
 *
 * @param name {@code <project>/<path…>}
 * @param labels always none: a repository comes with its first push, which has no place for them
 * @param sizeBytes blobs, each counted once, and manifests of this repository; blobs may be shared with others
 */
public record RepositoryView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        long tags,
        long manifests,
        long sizeBytes,
        Instant createdAt,
        Instant updatedAt)
        implements ResourceView {
    /** Every change of a repository moves its time. */
    @Override
    @JsonIgnore
    public long version() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt);
    }
}
