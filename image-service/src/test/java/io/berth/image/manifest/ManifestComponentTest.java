package io.berth.image.manifest;

import static io.berth.image.Registry.bytes;
import static io.berth.image.Registry.code;
import static io.berth.image.Registry.header;
import static io.berth.image.Registry.location;
import static io.berth.image.Registry.sha256;
import static io.berth.image.Registry.sha512;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.Registry;
import io.berth.image.oci.MediaTypes;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ManifestComponentTest {
    private final Registry registry = Registry.with(Tokens.operator(), "default/manifests");
    private final Registry admin = Registry.with(Tokens.admin(), "default/manifests");

    private static byte[] index(byte[]... children) {
        var list = new StringBuilder();
        for (var child : children) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"platform\":"
                                    .formatted(MediaTypes.OCI_MANIFEST, sha256(child), child.length)
                            + "{\"os\":\"unknown\",\"architecture\":\"unknown\"}}");
        }
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
                .formatted(MediaTypes.OCI_INDEX, list)
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aManifestComesBackByteForByteByTagAndByDigest(String method) {
        var manifest = registry.pushImage("exact");
        for (var reference : new String[] {"exact", sha256(manifest)}) {
            var answer = registry.send(method, "/manifests/" + reference);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo(MediaTypes.OCI_MANIFEST);
            assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(sha256(manifest));
            assertThat(header(answer, "Content-Length")).isEqualTo("" + manifest.length);
            assertThat(answer.body()).isEqualTo(method.equals("GET") ? manifest : new byte[0]);
        }
    }

    @Test
    void theAnswerToAPushSaysWhereTheManifestIs() {
        var manifest = registry.image("");
        var put = registry.putManifest("where", manifest, MediaTypes.OCI_MANIFEST);

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(location(put)).isEqualTo("/v2/default/manifests/manifests/" + sha256(manifest));
        assertThat(header(put, "Docker-Content-Digest")).isEqualTo(sha256(manifest));
    }

    @Test
    void aPushByDigestMayNameTags() {
        var manifest = registry.image("");
        var put = registry.putManifest(sha256(manifest) + "?tag=a1&tag=a2", manifest, MediaTypes.OCI_MANIFEST);

        assertThat(put.headers().allValues("OCI-Tag")).containsExactly("a1", "a2");
        assertThat(registry.send("GET", "/manifests/a2").body()).isEqualTo(manifest);
    }

    @Test
    void aManifestMayBeAddressedBySha512() {
        var manifest = registry.image("");

        assertThat(registry.putManifest(sha512(manifest), manifest, MediaTypes.OCI_MANIFEST)
                        .statusCode())
                .isEqualTo(201);
        assertThat(header(registry.send("HEAD", "/manifests/" + sha512(manifest)), "Docker-Content-Digest"))
                .isEqualTo(sha512(manifest));
    }

    @Test
    void aManifestUnderAnotherDigestIsRefused() {
        var manifest = registry.image("");
        var put = registry.putManifest(sha256(bytes(4)), manifest, MediaTypes.OCI_MANIFEST);

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(code(put)).isEqualTo("DIGEST_INVALID");
    }

    @Test
    void aManifestWithoutItsBlobsIsRefused() {
        var manifest = new String(registry.image(""), UTF_8);
        var missing = sha256(bytes(7));
        var broken = manifest.replaceFirst("sha256:[0-9a-f]{64}", missing).getBytes(UTF_8);
        var put = registry.putManifest("broken", broken, MediaTypes.OCI_MANIFEST);

        assertThat(put.statusCode()).isEqualTo(404);
        assertThat(code(put)).isEqualTo("MANIFEST_BLOB_UNKNOWN");
        assertThat(Registry.text(put)).contains(missing);
        assertThat(registry.send("GET", "/manifests/broken").statusCode()).isEqualTo(404);
    }

    @Test
    void blobsOfAnotherRepositoryDoNotCount() {
        var elsewhere = Registry.with(Tokens.operator(), "default/elsewhere").image("");

        assertThat(registry.putManifest("stolen", elsewhere, MediaTypes.OCI_MANIFEST)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void fourMegabytesAreTakenAndMoreIsTooMuch() {
        var padding = ",\"annotations\":{\"a\":\"" + "x".repeat(4 * 1024 * 1024 - 2000) + "\"}";
        var large = registry.image(padding);
        var streamed = registry.send(
                "PUT",
                "/manifests/large",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                "Content-Type",
                MediaTypes.OCI_MANIFEST);
        assertThat(streamed.statusCode()).as(Registry.text(streamed)).isEqualTo(201);
        assertThat(registry.send("GET", "/manifests/large").body()).isEqualTo(large);

        var tooLarge = registry.putManifest("larger", bytes(4 * 1024 * 1024 + 1), MediaTypes.OCI_MANIFEST);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(code(tooLarge)).isEqualTo("MANIFEST_INVALID");
    }

    @Test
    void whatIsUnknownIs404InTheShapeOfTheSpecification() {
        registry.pushImage("known");

        assertThat(code(registry.send("GET", "/manifests/unknown"))).isEqualTo("MANIFEST_UNKNOWN");
        assertThat(registry.send("HEAD", "/manifests/" + sha256(bytes(3))).statusCode())
                .isEqualTo(404);
        assertThat(code(registry.send("GET", "/manifests/sha256:nonsense"))).isEqualTo("DIGEST_INVALID");
        assertThat(code(Registry.with(Tokens.viewer(), "default/nothing").send("GET", "/manifests/1")))
                .isEqualTo("NAME_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"artifactType\":\"application/\\u0000\"",
                "\"annotations\":{\"a\":\"\\u0000\"}",
                "\"annotations\":{\"\\u0000\":\"a\"}",
                "\"annotations\":{\"a\":\"\\udc00\"}",
                "\"annotations\":{\"a\":7}",
                "\"subject\":{\"mediaType\":\"a/b\",\"digest\":\"sha256:00\",\"size\":9223372036854775808}"
            })
    void whatNoDatabaseHoldsIsAnInvalidManifest(String field) {
        var put = registry.putManifest("odd", registry.image("," + field), MediaTypes.OCI_MANIFEST);

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(code(put)).isEqualTo("MANIFEST_INVALID");
    }

    @Test
    void childrenThatClaimTooMuchTogetherMakeAnInvalidIndex() {
        var children = new byte[2][];
        for (int i = 0; i < 2; i++) {
            var claims = new String(registry.image(""), UTF_8)
                    .replaceFirst("\"size\":2000", "\"size\":" + Long.MAX_VALUE / 2);
            children[i] = claims.getBytes(UTF_8);
            registry.putManifest(sha256(children[i]), children[i], MediaTypes.OCI_MANIFEST);
        }
        var one = registry.putManifest("huge", index(children[0]), MediaTypes.OCI_INDEX);
        var put = registry.putManifest("multi-huge", index(children), MediaTypes.OCI_INDEX);

        assertThat(one.statusCode()).as(Registry.text(one)).isEqualTo(201);
        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(code(put)).isEqualTo("MANIFEST_INVALID");
    }

    @Test
    void anIndexNeedsItsChildrenAndKeepsThem() {
        var child = registry.image("");
        var index = index(child);
        assertThat(code(registry.putManifest("multi", index, MediaTypes.OCI_INDEX)))
                .isEqualTo("MANIFEST_BLOB_UNKNOWN");
        registry.putManifest(sha256(child), child, MediaTypes.OCI_MANIFEST);
        assertThat(registry.putManifest("multi", index, MediaTypes.OCI_INDEX).statusCode())
                .isEqualTo(201);

        var refused = admin.send("DELETE", "/manifests/" + sha256(child));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("DENIED");
        assertThat(admin.send("DELETE", "/manifests/" + sha256(index)).statusCode())
                .isEqualTo(202);
        assertThat(admin.send("DELETE", "/manifests/" + sha256(child)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aBlobThatAManifestNamesCannotBeDeleted() {
        var manifest = registry.pushImage("names-blobs");
        var layer = ManifestDocumentDigests.lastLayer(manifest);

        var refused = admin.send("DELETE", "/blobs/" + layer);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("DENIED");
        admin.send("DELETE", "/manifests/" + sha256(manifest));
        assertThat(admin.send("DELETE", "/blobs/" + layer).statusCode()).isEqualTo(202);
    }

    @Test
    void anOperatorDeletesTagsAndAnAdminManifests() {
        var manifest = registry.pushImage("old");
        registry.putManifest("same", manifest, MediaTypes.OCI_MANIFEST);

        assertThat(Registry.with(Tokens.viewer(), "default/manifests")
                        .send("DELETE", "/manifests/old")
                        .statusCode())
                .isEqualTo(403);
        assertThat(registry.send("DELETE", "/manifests/old").statusCode()).isEqualTo(202);
        assertThat(registry.send("GET", "/manifests/old").statusCode()).isEqualTo(404);
        assertThat(registry.send("GET", "/manifests/same").statusCode()).isEqualTo(200);
        assertThat(registry.send("DELETE", "/manifests/" + sha256(manifest)).statusCode())
                .isEqualTo(403);

        assertThat(admin.send("DELETE", "/manifests/" + sha256(manifest)).statusCode())
                .isEqualTo(202);
        assertThat(registry.send("GET", "/manifests/same").statusCode()).isEqualTo(404);
        assertThat(admin.send("DELETE", "/manifests/" + sha256(manifest)).statusCode())
                .isEqualTo(404);
    }
}
