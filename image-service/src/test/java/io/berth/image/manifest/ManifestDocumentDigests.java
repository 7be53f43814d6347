package io.berth.image.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** Finds digests in the manifests that tests push. */
final class ManifestDocumentDigests {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private ManifestDocumentDigests() {}

    static String lastLayer(byte[] manifest) {
        return DIGEST.matcher(new String(manifest, UTF_8))
                .results()
                .reduce((first, second) -> second)
                .orElseThrow()
                .group();
    }
}
