package io.berth.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDocumentTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static String descriptor(String type, String digest, long size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
    }

    private static String image(String more) {
        return "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]%s}"
                .formatted(descriptor("application/x-config", A, 7), descriptor("application/x-layer", B, 100), more);
    }

    private static ManifestDocument parse(String json, String type) {
        return ManifestDocument.parse(json.getBytes(UTF_8), type);
    }

    @Test
    void anImageNamesItsConfigAndLayers() {
        var image = parse(image(""), MediaTypes.OCI_MANIFEST);

        assertThat(image.blobs()).extracting(blob -> blob.digest().toString()).containsExactly(A, B);
        assertThat(image.blobBytes()).isEqualTo(107);
        assertThat(image.children()).isEmpty();
    }

    @Test
    void withoutAnArtifactTypeTheConfigsTypeStandsForIt() {
        assertThat(parse(image(""), MediaTypes.OCI_MANIFEST).artifactType()).hasValue("application/x-config");
        assertThat(parse(image(",\"artifactType\":\"a/b\""), MediaTypes.OCI_MANIFEST)
                        .artifactType())
                .hasValue("a/b");
    }

    @Test
    void anIndexNamesItsChildrenAndHasNoArtifactTypeOfItsOwn() {
        var index = parse(
                "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(descriptor(MediaTypes.OCI_MANIFEST, A, 5)),
                MediaTypes.OCI_INDEX);

        assertThat(index.children()).hasSize(1);
        assertThat(index.artifactType()).isEmpty();
    }

    @Test
    void foreignLayersNeedNotBeHere() {
        var json = "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s,%s]}"
                .formatted(
                        descriptor("application/vnd.docker.container.image.v1+json", A, 1),
                        descriptor("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", B, 9),
                        descriptor("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", B, 9));

        assertThat(parse(json, MediaTypes.DOCKER_MANIFEST).blobs()).hasSize(1);
    }

    @Test
    void parametersOfTheContentTypeAreIgnored() {
        assertThat(parse(image(""), MediaTypes.OCI_MANIFEST + "; charset=utf-8").mediaType())
                .isEqualTo(MediaTypes.OCI_MANIFEST);
    }

    @Test
    void theSubjectNeedNotExistButIsRead() {
        var json =
                image(",\"subject\":" + descriptor(MediaTypes.OCI_MANIFEST, B, 3) + ",\"annotations\":{\"k\":\"v\"}");

        assertThat(parse(json, MediaTypes.OCI_MANIFEST).subject()).hasValue(Digest.parse(B));
        assertThat(parse(json, MediaTypes.OCI_MANIFEST).annotations()).containsEntry("k", "v");
    }

    @Test
    void theTypeThatWasSentAndTheOneInsideAgree() {
        var json = image(",\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"");

        assertThat(parse(json, null).mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThatThrownBy(() -> parse(json, MediaTypes.DOCKER_MANIFEST)).isInstanceOf(RegistryException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"schemaVersion\":1,\"layers\":[]}",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[{}]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"x/y\",\"digest\":\"sha256:zz\",\"size\":1}]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"artifactType\":\"a/\\u0000\"}",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"\\u0000\"}}",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"\\u0000\":\"a\"}}",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"a\":\"\\ud800\"}}"
            })
    void whatIsNoManifestIsRefused(String json) {
        assertThatThrownBy(() -> parse(json, null))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(RegistryError.MANIFEST_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "9223372036854775808", "18446744073709551617", "1e3", "\"7\"", "null"})
    void aSizeThatIsNoneIsRefused(String size) {
        var json = image("").replace("\"size\":100", "\"size\":" + size);

        assertThatThrownBy(() -> parse(json, null))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(RegistryError.MANIFEST_INVALID));
    }

    @Test
    void sizesThatAreTooLargeOnlyTogetherAreRefused() {
        var largest = image("").replace("\"size\":100", "\"size\":" + (Long.MAX_VALUE - 7));
        assertThat(parse(largest, null).blobBytes()).isEqualTo(Long.MAX_VALUE);

        var larger = image("").replace("\"size\":100", "\"size\":" + (Long.MAX_VALUE - 6));
        assertThatThrownBy(() -> parse(larger, null)).isInstanceOf(RegistryException.class);
    }

    @Test
    void unknownTypesAreNotStored() {
        assertThatThrownBy(() -> parse(image(""), "application/json")).isInstanceOf(RegistryException.class);
    }
}
