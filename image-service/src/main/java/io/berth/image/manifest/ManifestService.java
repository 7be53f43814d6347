package io.berth.image.manifest;

import io.berth.image.oci.Digest;
import io.berth.image.oci.ManifestDocument;
import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.image.repository.RepositoryRows;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Manifests of repositories. Each change is one transaction: rows, references, tag and facts. */
@ApplicationScoped
public class ManifestService {
    private final ManifestRepository manifests;
    private final TagRepository tags;
    private final RepositoryRows repositories;
    private final Outbox outbox;

    ManifestService(ManifestRepository manifests, TagRepository tags, RepositoryRows repositories, Outbox outbox) {
        this.manifests = manifests;
        this.tags = tags;
        this.repositories = repositories;
        this.outbox = outbox;
    }

    /** @throws RegistryException {@code MANIFEST_UNKNOWN}, {@code NAME_UNKNOWN} */
    public Manifest require(RepositoryName repository, Reference reference) {
        return find(repositories.find(repository).orElseThrow(() -> nameUnknown(repository)), reference)
                .orElseThrow(ManifestService::unknown);
    }

    private Optional<Manifest> find(String repositoryId, Reference reference) {
        return switch (reference) {
            case Reference.ByDigest(Digest digest) -> manifests.find(repositoryId, digest);
            case Reference.Tag(String name) -> manifests.findTagged(repositoryId, name);
        };
    }

    /**
     * Stores a manifest, and points the tag at it when it is put under one.
     *
     * @param extraTags further tags for a manifest that is put by digest
     * @throws RegistryException {@code MANIFEST_BLOB_UNKNOWN} unless all that it names is in the repository
     */
    @Transactional
    Manifest put(
            RepositoryName repository, Reference reference, List<String> extraTags, Received received, Origin origin) {
        var digest = received.digestFor(reference);
        var document = received.document();
        var id = repositories.ensure(repository);
        repositories.changed(id);
        requireParts(id, document);
        manifests.save(id, digest, received.content(), document, imageSize(id, received));
        var manifest = manifests.find(id, digest).orElseThrow();
        var named = reference instanceof Reference.Tag(String name) ? List.of(name) : extraTags;
        outbox.append(ImageFact.Pushed.of(repository, named.isEmpty() ? null : named.getFirst(), manifest), origin);
        for (var tag : named) {
            if (tags.point(id, tag, digest)) {
                outbox.append(ImageFact.Tagged.of(repository, tag, manifest), origin);
            }
        }
        return manifest;
    }

    private void requireParts(String repositoryId, ManifestDocument document) {
        var missing = new ArrayList<>(manifests.missingBlobs(repositoryId, document.blobs()));
        missing.addAll(manifests.missingManifests(repositoryId, document.children()));
        if (!missing.isEmpty()) {
            throw new RegistryException(
                    RegistryError.MANIFEST_BLOB_UNKNOWN, "not in this repository: " + String.join(", ", missing));
        }
    }

    private long imageSize(String repositoryId, Received received) {
        var document = received.document();
        var size = manifests
                .sizeOf(repositoryId, document.children())
                .add(BigDecimal.valueOf(document.blobBytes()))
                .add(BigDecimal.valueOf(received.content().length));
        try {
            return size.longValueExact();
        } catch (ArithmeticException e) {
            throw new RegistryException(
                    RegistryError.MANIFEST_INVALID, "the sizes together are larger than " + Long.MAX_VALUE);
        }
    }

    private static RegistryException nameUnknown(RepositoryName repository) {
        return new RegistryException(RegistryError.NAME_UNKNOWN, "there is no repository " + repository);
    }

    private static RegistryException unknown() {
        return new RegistryException(RegistryError.MANIFEST_UNKNOWN, "the repository has no such manifest");
    }
}
