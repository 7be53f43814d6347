package io.berth.image.blob;

import static io.berth.image.Registry.bytes;
import static io.berth.image.Registry.code;
import static io.berth.image.Registry.header;
import static io.berth.image.Registry.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.Registry;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class BlobComponentTest {
    private final Registry registry = Registry.with(Tokens.operator(), "default/blobs");
    private final Registry admin = Registry.with(Tokens.admin(), "default/blobs");

    @Test
    void headTellsSizeAndDigestWithoutABody() {
        var blob = bytes(12_345);
        var head = registry.send("HEAD", "/blobs/" + registry.push(blob));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("12345");
        assertThat(header(head, "Docker-Content-Digest")).isEqualTo(sha256(blob));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aBlobThatIsNotThereIsUnknown() {
        var digest = sha256(bytes(5));
        assertThat(registry.send("HEAD", "/blobs/" + digest).statusCode()).isEqualTo(404);
        assertThat(code(registry.send("GET", "/blobs/" + digest))).isEqualTo("BLOB_UNKNOWN");
        assertThat(code(registry.send("GET", "/blobs/sha256:nonsense"))).isEqualTo("DIGEST_INVALID");
    }

    @Test
    void aBlobIsNotServedByARepositoryThatDoesNotHaveIt() {
        var digest = registry.push(bytes(50));

        assertThat(Registry.with(Tokens.operator(), "default/empty")
                        .send("GET", "/blobs/" + digest)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Registry.with(Tokens.of("other", "admin"), "other/app")
                        .send("GET", "/blobs/" + digest)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=500-1499, 500, 1500",
        "bytes=500-, 500, 2048",
        "bytes=-500, 1548, 2048",
        "bytes=2000-5000, 2000, 2048"
    })
    void aPartOfABlobCanBeAskedFor(String range, int from, int to) {
        var blob = bytes(2048);
        var part = registry.send("GET", "/blobs/" + registry.push(blob), BodyPublishers.noBody(), "Range", range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(blob, from, to));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/2048");
    }

    @Test
    void aPartThatIsNotThereIs416() {
        var digest = registry.push(bytes(10));
        var none = registry.send("GET", "/blobs/" + digest, BodyPublishers.noBody(), "Range", "bytes=10-");

        assertThat(none.statusCode()).isEqualTo(416);
        assertThat(header(none, "Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    void onlyAnAdminDeletesABlobAndOnlyOnce() {
        var digest = registry.push(bytes(10));

        assertThat(registry.send("DELETE", "/blobs/" + digest).statusCode()).isEqualTo(403);
        assertThat(admin.send("DELETE", "/blobs/" + digest).statusCode()).isEqualTo(202);
        assertThat(admin.send("DELETE", "/blobs/" + digest).statusCode()).isEqualTo(404);
        assertThat(registry.send("HEAD", "/blobs/" + digest).statusCode()).isEqualTo(404);
    }

    @Test
    void aDeletedBlobStaysInOtherRepositoriesAndCanBePushedAgain() {
        var blob = bytes(10);
        var digest = registry.push(blob);
        var other = Registry.with(Tokens.operator(), "default/sharer");
        other.push(blob);

        assertThat(admin.send("DELETE", "/blobs/" + digest).statusCode()).isEqualTo(202);
        assertThat(other.send("GET", "/blobs/" + digest).body()).isEqualTo(blob);
        registry.push(blob);
        assertThat(registry.send("GET", "/blobs/" + digest).body()).isEqualTo(blob);
    }
}
