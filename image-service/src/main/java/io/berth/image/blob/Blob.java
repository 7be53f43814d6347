package io.berth.image.blob;

import io.berth.image.oci.Digest;

/**
 * Stored content.
 *
 * @param path where its file is, below the blobs' directory
 */
public record Blob(Digest digest, long sizeBytes, String path) {}
