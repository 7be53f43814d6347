package io.berth.image.manifest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.image.oci.Digest;
import io.berth.image.oci.RepositoryName;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** What happened to an image. The subject is the repository's name, so that facts of one repository keep their order. */
sealed interface ImageFact extends DomainEvent {
    String repository();

    @Override
    @JsonIgnore
    default String subject() {
        return repository();
    }

    /**
     * A manifest was put, for the first time or again.
     *
     * @param tag null when it was pushed by digest, as an index's children are
     * @param sizeBytes manifest, config and layers together
     */
    @FactType(value = "io.berth.image.pushed.v1", topic = "berth.image")
    record Pushed(String repository, String project, String tag, String digest, String mediaType, long sizeBytes)
            implements ImageFact {
        static Pushed of(RepositoryName name, String tag, Manifest manifest) {
            return new Pushed(
                    name.value(),
                    name.project(),
                    tag,
                    manifest.digest().toString(),
                    manifest.mediaType(),
                    manifest.imageSizeBytes());
        }
    }

    /** A tag came to be or moved to this manifest. */
    @FactType(value = "io.berth.image.tagged.v1", topic = "berth.image")
    record Tagged(String repository, String project, String tag, String digest, String mediaType, long sizeBytes)
            implements ImageFact {
        static Tagged of(RepositoryName name, String tag, Manifest manifest) {
            return new Tagged(
                    name.value(),
                    name.project(),
                    tag,
                    manifest.digest().toString(),
                    manifest.mediaType(),
                    manifest.imageSizeBytes());
        }
    }

    /**
     * A tag, or a manifest with all of its tags, was deleted.
     *
     * @param tag null for the manifest itself
     */
    @FactType(value = "io.berth.image.deleted.v1", topic = "berth.image")
    record Deleted(String repository, String project, String tag, String digest, String mediaType, long sizeBytes)
            implements ImageFact {
        static Deleted of(RepositoryName name, String tag, Digest digest, String mediaType, long sizeBytes) {
            return new Deleted(name.value(), name.project(), tag, digest.toString(), mediaType, sizeBytes);
        }
    }
}
