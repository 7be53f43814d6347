package io.berth.image.manifest;

import io.berth.image.oci.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored manifest.
 *
 * @param content the exact bytes that were pushed
 * @param imageSizeBytes manifest, config and layers together; for an index those of all its children
 */
public record Manifest(
        Digest digest,
        String mediaType,
        byte[] content,
        long imageSizeBytes,
        Optional<String> artifactType,
        Optional<Digest> subject,
        Instant pushedAt) {}
