package io.berth.image.manifest;

import io.berth.image.oci.Digest;
import io.berth.image.oci.ManifestDocument;
import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;

/** A manifest as it was sent, and what it says. */
record Received(byte[] content, ManifestDocument document) {
    static Received of(byte[] content, String contentType) {
        return new Received(content, ManifestDocument.parse(content, contentType));
    }

    /**
     * The digest to store it under: the one it is put by, which must be right, else its sha256.
     *
     * @throws RegistryException {@code DIGEST_INVALID} when the bytes have another digest
     */
    Digest digestFor(Reference reference) {
        return switch (reference) {
            case Reference.ByDigest(Digest claimed) -> {
                if (!Digest.of(claimed.algorithm(), content).equals(claimed)) {
                    throw new RegistryException(
                            RegistryError.DIGEST_INVALID, "the manifest's bytes have another digest");
                }
                yield claimed;
            }
            case Reference.Tag tag -> Digest.of(Digest.Algorithm.SHA256, content);
        };
    }
}
