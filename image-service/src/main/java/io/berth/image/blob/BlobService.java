package io.berth.image.blob;

import io.berth.image.oci.Digest;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.image.repository.RepositoryRows;
import io.berth.image.sql.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;

/** Blobs of repositories. */
@ApplicationScoped
public class BlobService {
    private final BlobRepository blobs;
    private final RepositoryRows repositories;

    BlobService(BlobRepository blobs, RepositoryRows repositories) {
        this.blobs = blobs;
        this.repositories = repositories;
    }

    /**
     * A blob that somebody asks for, be it to know whether to push it: from now on it counts as wanted.
     *
     * @throws RegistryException {@code BLOB_UNKNOWN}
     */
    @Transactional
    public Blob wanted(RepositoryName repository, Digest digest) {
        var blob = blobs.find(repository, digest).orElseThrow(BlobService::unknown);
        blobs.touchNowAndThen(digest);
        return blob;
    }

    /**
     * Makes uploaded bytes a blob of the repository. Whoever comes second with the same bytes gets the blob that is
     * there; the caller then removes its own file.
     */
    @Transactional
    public Blob store(RepositoryName repository, Blob uploaded) {
        var stored = blobs.store(uploaded);
        blobs.link(repositories.ensure(repository), uploaded.digest());
        return stored;
    }

    /** Lets {@code target} serve a blob that one of the sources has; false when none has it. */
    @Transactional
    public boolean mount(RepositoryName target, Collection<RepositoryName> sources, Digest digest) {
        if (!blobs.existsIn(sources, digest) || !blobs.touch(digest)) {
            return false;
        }
        blobs.link(repositories.ensure(target), digest);
        return true;
    }

    /**
     * Takes the blob from the repository. Its bytes stay for the repositories that share it.
     *
     * @throws RegistryException {@code BLOB_UNKNOWN}, or {@code DENIED} with 409 while a manifest names it
     */
    @Transactional
    public void delete(RepositoryName repository, Digest digest) {
        try {
            var id = repositories.find(repository).orElseThrow(BlobService::unknown);
            if (!blobs.unlink(id, digest)) {
                throw unknown();
            }
        } catch (DatabaseException e) {
            if (e.breaksReference()) {
                throw new RegistryException(
                        RegistryError.DENIED, 409, "a manifest of the repository still names this blob", Map.of());
            }
            throw e;
        }
    }

    private static RegistryException unknown() {
        return new RegistryException(RegistryError.BLOB_UNKNOWN, "the repository has no such blob");
    }
}
