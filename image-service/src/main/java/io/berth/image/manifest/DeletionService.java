package io.berth.image.manifest;

import io.berth.image.oci.Digest;
import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.image.repository.RepositoryRows;
import io.berth.image.sql.DatabaseException;
import io.berth.image.use.ImageUse;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes tags and manifests away; what points at them goes, or forbids it, in the same transaction. */
@ApplicationScoped
public class DeletionService {
    private final ManifestRepository manifests;
    private final TagRepository tags;
    private final RepositoryRows repositories;
    private final ImageUse use;
    private final Outbox outbox;

    DeletionService(
            ManifestRepository manifests,
            TagRepository tags,
            RepositoryRows repositories,
            ImageUse use,
            Outbox outbox) {
        this.manifests = manifests;
        this.tags = tags;
        this.repositories = repositories;
        this.use = use;
        this.outbox = outbox;
    }

    /**
     * By tag: the tag alone. By digest: the manifest with all of its tags; its referrers stay.
     *
     * @throws RegistryException {@code MANIFEST_UNKNOWN}, {@code NAME_UNKNOWN}; {@code DENIED} with 409 while an index
     *     of the repository names the manifest, or a group is made from it
     */
    public void delete(RepositoryName repository, Reference reference, Origin origin) {
        var id = repositories
                .find(repository)
                .orElseThrow(() ->
                        new RegistryException(RegistryError.NAME_UNKNOWN, "there is no repository " + repository));
        requireThere(id, reference);
        use.awaitUnused(repository, () -> names(id, reference));
        QuarkusTransaction.requiringNew().run(() -> delete(id, repository, reference, origin));
    }

    private void requireThere(String id, Reference reference) {
        var there = switch (reference) {
            case Reference.Tag(String name) -> tags.find(id, name).isPresent();
            case Reference.ByDigest(Digest digest) -> manifests.find(id, digest).isPresent();
        };
        if (!there) {
            throw new RegistryException(RegistryError.MANIFEST_UNKNOWN, "the repository has no " + reference);
        }
    }

    private List<String> names(String id, Reference reference) {
        return switch (reference) {
            case Reference.Tag(String name) -> List.of(name);
            case Reference.ByDigest(Digest digest) -> {
                var names = new ArrayList<>(tags.of(id, digest));
                names.add(digest.toString());
                yield names;
            }
        };
    }

    private void delete(String id, RepositoryName repository, Reference reference, Origin origin) {
        repositories.changed(id);
        use.requireUnused(repository, names(id, reference));
        switch (reference) {
            case Reference.Tag(String name) -> deleteTag(id, repository, name, origin);
            case Reference.ByDigest(Digest digest) -> deleteManifest(id, repository, digest, origin);
        }
    }

    private void deleteTag(String id, RepositoryName repository, String name, Origin origin) {
        var tag = tags.find(id, name)
                .orElseThrow(() ->
                        new RegistryException(RegistryError.MANIFEST_UNKNOWN, "the repository has no tag " + name));
        if (tags.delete(id, name)) {
            outbox.append(
                    ImageFact.Deleted.of(
                            repository, name, Digest.parse(tag.digest()), tag.mediaType(), tag.sizeBytes()),
                    origin);
        }
    }

    private void deleteManifest(String id, RepositoryName repository, Digest digest, Origin origin) {
        var manifest = manifests
                .find(id, digest)
                .orElseThrow(() ->
                        new RegistryException(RegistryError.MANIFEST_UNKNOWN, "the repository has no such manifest"));
        for (var name : tags.deleteAllOf(id, digest)) {
            outbox.append(deleted(repository, name, manifest), origin);
        }
        try {
            manifests.delete(id, digest);
        } catch (DatabaseException e) {
            if (e.breaksReference()) {
                throw new RegistryException(
                        RegistryError.DENIED, 409, "an index of the repository names this manifest", Map.of());
            }
            throw e;
        }
        outbox.append(deleted(repository, null, manifest), origin);
    }

    private static ImageFact.Deleted deleted(RepositoryName repository, String tag, Manifest manifest) {
        return ImageFact.Deleted.of(
                repository, tag, manifest.digest(), manifest.mediaType(), manifest.imageSizeBytes());
    }
}
