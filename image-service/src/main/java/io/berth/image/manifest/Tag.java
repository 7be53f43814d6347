package io.berth.image.manifest;

import java.time.Instant;

/**
 * A tag and what it points to.
 *
 * @param sizeBytes manifest, config and layers together; for an index those of all its children
 * @param updatedAt when it was last made to point elsewhere
 */
public record Tag(String name, String digest, String mediaType, long sizeBytes, Instant createdAt, Instant updatedAt) {}
