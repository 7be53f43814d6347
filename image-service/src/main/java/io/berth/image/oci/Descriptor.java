package io.berth.image.oci;

/** What a manifest says of a thing it refers to (OCI image specification, "Content Descriptors"). */
public record Descriptor(String mediaType, Digest digest, long size) {
    /** Layers that by their licence are fetched from elsewhere and need not be here. */
    public boolean foreign() {
        return mediaType.contains(".nondistributable.") || mediaType.contains(".foreign.");
    }
}
