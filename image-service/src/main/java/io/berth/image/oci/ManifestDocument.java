package io.berth.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry needs to know of a manifest. The bytes themselves are kept as they came: nothing is ever written
 * from this.
 *
 * @param mediaType one of {@link MediaTypes}
 * @param artifactType as referrers report it: of the manifest, else an image's config type; empty for a plain index
 * @param blobs config and layers, foreign layers left out
 * @param children manifests of an index
 * @param blobBytes sizes of config and layers together, foreign layers left out
 */
public record ManifestDocument(
        String mediaType,
        Optional<String> artifactType,
        List<Descriptor> blobs,
        List<Descriptor> children,
        Optional<Digest> subject,
        Map<String, String> annotations,
        long blobBytes) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /**
     * @param contentType as sent with the bytes, may be null
     * @throws RegistryException {@code MANIFEST_INVALID} for anything a registry must not accept as a manifest
     */
    public static ManifestDocument parse(byte[] content, String contentType) {
        var root = read(content);
        var mediaType = mediaType(root, MediaTypes.bare(contentType));
        if (root.path("schemaVersion").asInt() != 2) {
            throw invalid("schemaVersion is 2");
        }
        if (root.has("manifests") && (root.has("layers") || root.has("config"))) {
            throw invalid("a manifest has either manifests or config and layers");
        }
        return MediaTypes.isImage(mediaType) ? image(root, mediaType) : index(root, mediaType);
    }

    private static ManifestDocument image(JsonNode root, String mediaType) {
        var blobs = new ArrayList<Descriptor>();
        var config = descriptor(root.path("config"), "config");
        blobs.add(config);
        for (var layer : array(root, "layers")) {
            var described = descriptor(layer, "layers");
            if (!described.foreign()) {
                blobs.add(described);
            }
        }
        var artifactType = text(root, "artifactType").or(() -> Optional.of(config.mediaType()));
        return new ManifestDocument(
                mediaType,
                artifactType,
                List.copyOf(blobs),
                List.of(),
                subject(root),
                annotations(root),
                together(blobs));
    }

    private static ManifestDocument index(JsonNode root, String mediaType) {
        var children = new ArrayList<Descriptor>();
        for (var child : array(root, "manifests")) {
            children.add(descriptor(child, "manifests"));
        }
        return new ManifestDocument(
                mediaType,
                text(root, "artifactType"),
                List.of(),
                List.copyOf(children),
                subject(root),
                annotations(root),
                0);
    }

    private static JsonNode read(byte[] content) {
        try {
            var root = JSON.readTree(content);
            if (root == null || !root.isObject()) {
                throw invalid("a manifest is a JSON object");
            }
            return root;
        } catch (IOException e) {
            throw invalid("the manifest is not well-formed JSON without duplicate fields");
        }
    }

    private static String mediaType(JsonNode root, String sent) {
        var field = text(root, "mediaType");
        if (field.isPresent() && !sent.isEmpty() && !field.get().equals(sent)) {
            throw invalid("Content-Type is " + sent + ", but the manifest says " + field.get());
        }
        var mediaType = field.orElse(sent);
        if (mediaType.isEmpty()) {
            mediaType = root.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
        }
        if (!MediaTypes.isImage(mediaType) && !MediaTypes.isIndex(mediaType)) {
            throw invalid("manifests of type " + mediaType + " are not stored here");
        }
        return mediaType;
    }

    private static Iterable<JsonNode> array(JsonNode root, String field) {
        var node = root.get(field);
        if (node == null || !node.isArray()) {
            throw invalid(field + " is an array");
        }
        return node;
    }

    private static Descriptor descriptor(JsonNode node, String where) {
        var mediaType = text(node, "mediaType");
        var digest = text(node, "digest");
        var size = node.path("size");
        if (mediaType.isEmpty() || digest.isEmpty() || !size.isIntegralNumber()) {
            throw invalid("each descriptor in " + where + " has mediaType, digest and size");
        }
        if (!size.canConvertToLong() || size.asLong() < 0) {
            throw invalid("a size in " + where + " is from 0 to " + Long.MAX_VALUE);
        }
        try {
            return new Descriptor(mediaType.get(), Digest.parse(digest.get()), size.asLong());
        } catch (RegistryException e) {
            throw invalid("a digest in " + where + ": " + e.getMessage());
        }
    }

    private static Optional<Digest> subject(JsonNode root) {
        return root.hasNonNull("subject")
                ? Optional.of(descriptor(root.get("subject"), "subject").digest())
                : Optional.empty();
    }

    private static Map<String, String> annotations(JsonNode root) {
        var annotations = new LinkedHashMap<String, String>();
        for (var entry : root.path("annotations").properties()) {
            if (!entry.getValue().isTextual()) {
                throw invalid("annotations are text");
            }
            annotations.put(storable(entry.getKey()), storable(entry.getValue().textValue()));
        }
        return annotations;
    }

    private static Optional<String> text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isTextual() && !value.textValue().isEmpty()
                ? Optional.of(storable(value.textValue()))
                : Optional.empty();
    }

    /** JSON can write characters that no UTF-8 text and no database holds. */
    private static String storable(String text) {
        if (text.indexOf('\0') >= 0 || !UTF_8.newEncoder().canEncode(text)) {
            throw invalid("a text has a NUL or half of a character");
        }
        return text;
    }

    private static long together(List<Descriptor> parts) {
        try {
            return parts.stream().mapToLong(Descriptor::size).reduce(0, Math::addExact);
        } catch (ArithmeticException e) {
            throw invalid("the sizes together are larger than " + Long.MAX_VALUE);
        }
    }

    private static RegistryException invalid(String message) {
        return new RegistryException(RegistryError.MANIFEST_INVALID, message);
    }
}
