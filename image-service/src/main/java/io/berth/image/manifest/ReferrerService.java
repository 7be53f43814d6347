package io.berth.image.manifest;

import io.berth.image.manifest.ReferrerRepository.ReferrerPage;
import io.berth.image.oci.Digest;
import io.berth.image.oci.RepositoryName;
import io.berth.image.repository.RepositoryRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What points at a manifest: signatures, bills of materials and the like. */
@ApplicationScoped
class ReferrerService {
    /** Referrers in one answer; a list with more has a link to the rest. */
    static final int MOST = 500;

    private static final ReferrerPage NONE = new ReferrerPage(List.of(), false);

    private final ReferrerRepository referrers;
    private final RepositoryRows repositories;

    ReferrerService(ReferrerRepository referrers, RepositoryRows repositories) {
        this.referrers = referrers;
        this.repositories = repositories;
    }

    /** The manifests that name this one as their subject; none is no error, and neither is an unknown digest. */
    ReferrerPage page(
            RepositoryName repository, Digest subject, Optional<String> artifactType, String last, int limit) {
        if (limit == 0) {
            return NONE;
        }
        return repositories
                .find(repository)
                .map(id -> referrers.page(id, subject, artifactType, last, limit))
                .orElse(NONE);
    }
}
