package io.berth.image.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.manifest.DeletionService;
import io.berth.image.manifest.Manifest;
import io.berth.image.manifest.ManifestService;
import io.berth.image.manifest.Tag;
import io.berth.image.manifest.TagService;
import io.berth.image.oci.Digest;
import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.outbox.Origin;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** The registry's content for people and programs that do not speak its protocol. */
@ApplicationScoped
class CatalogService {
    private final CatalogRepository repositories;
    private final ManifestService manifests;
    private final TagService tags;
    private final DeletionService deletions;
    private final ObjectMapper json;

    CatalogService(
            CatalogRepository repositories,
            ManifestService manifests,
            TagService tags,
            DeletionService deletions,
            ObjectMapper json) {
        this.repositories = repositories;
        this.manifests = manifests;
        this.tags = tags;
        this.deletions = deletions;
        this.json = json;
    }

    /**
     * A manifest with what the registry knows of it.
     *
     * @param sizeBytes manifest, config and layers together; for an index those of all its children
     * @param manifest its own JSON
     */
    record ManifestView(
            String digest,
            String mediaType,
            String artifactType,
            String subject,
            long sizeBytes,
            Instant pushedAt,
            JsonNode manifest) {}

    Page<RepositoryView> list(String project, PageRequest page) {
        var status = page.status(ResourceStatus.class);
        if (!page.labels().isEmpty()
                || status.filter(wanted -> wanted != ResourceStatus.READY).isPresent()) {
            return Page.all(List.of());
        }
        var found = repositories.list(project, page.after().orElse(""), page.limit() + 1);
        return Page.cut(found, page.limit(), RepositoryView::id);
    }

    RepositoryView require(String project, String idOrName) {
        return repositories
                .find(project, idOrName)
                .orElseThrow(() -> new ProblemException(
                        ImageError.REPOSITORY_NOT_FOUND,
                        "There is no repository " + idOrName + " in this project.",
                        "Repositories are <project>/<path>; the first push makes one."));
    }

    Page<Tag> tags(String project, String idOrName, PageRequest page) {
        var repository = require(project, idOrName);
        var found = tags.list(repository.id(), page.after().orElse(""), page.limit() + 1);
        return Page.cut(found, page.limit(), Tag::name);
    }

    ManifestView manifest(String project, String idOrName, String reference) {
        var name = RepositoryName.parse(require(project, idOrName).name());
        try {
            return view(manifests.require(name, Reference.parse(reference)));
        } catch (RegistryException e) {
            throw problem(e, ImageError.MANIFEST_NOT_FOUND);
        }
    }

    void deleteTag(String project, String idOrName, String tag, Origin origin) {
        var name = RepositoryName.parse(require(project, idOrName).name());
        try {
            deletions.delete(name, Reference.Tag.parse(tag), origin);
        } catch (RegistryException e) {
            throw problem(e, ImageError.TAG_NOT_FOUND);
        }
    }

    private static ProblemException problem(RegistryException refusal, ImageError missing) {
        if (refusal.status() == ImageError.IMAGE_IN_USE.status()) {
            return new ProblemException(ImageError.IMAGE_IN_USE, refusal.getMessage() + ".").causedBy(refusal);
        }
        var invalid = refusal.error() == RegistryError.TAG_INVALID || refusal.error() == RegistryError.DIGEST_INVALID;
        var code = invalid ? ImageError.REFERENCE_INVALID : missing;
        return new ProblemException(code, refusal.getMessage() + ".").causedBy(refusal);
    }

    private ManifestView view(Manifest manifest) {
        try {
            return new ManifestView(
                    manifest.digest().toString(),
                    manifest.mediaType(),
                    manifest.artifactType().orElse(null),
                    manifest.subject().map(Digest::toString).orElse(null),
                    manifest.imageSizeBytes(),
                    manifest.pushedAt(),
                    json.readTree(manifest.content()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
