package io.berth.image.upload;

import static io.berth.image.Registry.bytes;
import static io.berth.image.Registry.code;
import static io.berth.image.Registry.header;
import static io.berth.image.Registry.location;
import static io.berth.image.Registry.sha256;
import static io.berth.image.Registry.sha512;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.image.Registry;
import io.berth.image.blob.BlobFiles;
import io.berth.image.blob.BlobsConfig;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class UploadComponentTest {
    private final Registry registry = Registry.with(Tokens.operator(), "default/uploads");

    @Inject
    BlobsConfig config;

    private static UUID id(String location) {
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    private HttpResponse<byte[]> patch(String location, byte[] chunk, String range) {
        var body = BodyPublishers.ofByteArray(chunk);
        return range == null
                ? registry.follow("PATCH", location, body)
                : registry.follow("PATCH", location, body, "Content-Range", range);
    }

    private HttpResponse<byte[]> put(String location, byte[] rest, String digest, String... headers) {
        return registry.follow("PUT", location + "?digest=" + digest, BodyPublishers.ofByteArray(rest), headers);
    }

    private void requireStored(byte[] blob, String digest) {
        var pulled = registry.send("GET", "/blobs/" + digest);
        assertThat(pulled.statusCode()).isEqualTo(200);
        assertThat(pulled.body()).isEqualTo(blob);
        assertThat(header(pulled, "Docker-Content-Digest")).isEqualTo(digest);
    }

    @Test
    void aBlobIsPushedByPostAndPut() {
        var blob = bytes(300_000);
        var location = registry.begin();
        assertThat(location).startsWith("/v2/default/uploads/blobs/uploads/");

        var answer = put(location, blob, sha256(blob));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(location(answer)).isEqualTo("/v2/default/uploads/blobs/" + sha256(blob));
        assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(sha256(blob));
        requireStored(blob, sha256(blob));
    }

    @Test
    void aFullDiskRefusesTheBytesAndGivesUpWhatItHasOfThem() throws IOException {
        var location = registry.begin();
        var file = config.directory().resolve(BlobFiles.pathFor(id(location)));
        // Writing to this device fails as on a full disk.
        Files.createSymbolicLink(file, Path.of("/dev/full"));

        var answer = patch(location, bytes(5000), null);

        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(code(answer)).isEqualTo("UNKNOWN");
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(registry.follow("GET", location, BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aBlobIsPushedByOnePost() {
        var blob = bytes(5000);
        var answer = registry.send("POST", "/blobs/uploads/?digest=" + sha256(blob), BodyPublishers.ofByteArray(blob));

        assertThat(answer.statusCode()).isEqualTo(201);
        requireStored(blob, sha256(blob));
    }

    @Test
    void chunksFollowEachOtherAndTheLastMayComeWithThePut() {
        var blob = bytes(250);
        var first = patch(registry.begin(), Arrays.copyOfRange(blob, 0, 100), "0-99");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(header(first, "Range")).isEqualTo("0-99");
        var second = patch(location(first), Arrays.copyOfRange(blob, 100, 200), "100-199");
        assertThat(header(second, "Range")).isEqualTo("0-199");

        var status = registry.follow("GET", location(second), BodyPublishers.noBody());
        assertThat(status.statusCode()).isEqualTo(204);
        assertThat(header(status, "Range")).isEqualTo("0-199");

        var last = Arrays.copyOfRange(blob, 200, 250);
        assertThat(put(location(second), last, sha256(blob), "Content-Range", "200-249")
                        .statusCode())
                .isEqualTo(201);
        requireStored(blob, sha256(blob));
    }

    @Test
    void chunksOutOfOrderAreRefusedAndTheUploadGoesOn() {
        var blob = bytes(200);
        var location = registry.begin();
        assertThat(patch(location, Arrays.copyOfRange(blob, 100, 200), "100-199")
                        .statusCode())
                .isEqualTo(416);
        assertThat(patch(location, Arrays.copyOfRange(blob, 0, 100), "0-99").statusCode())
                .isEqualTo(202);
        var refused = put(location, Arrays.copyOfRange(blob, 100, 200), sha256(blob), "Content-Range", "150-249");
        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(header(refused, "Range")).isEqualTo("0-99");

        assertThat(patch(location, Arrays.copyOfRange(blob, 100, 200), "100-199")
                        .statusCode())
                .isEqualTo(202);
        assertThat(put(location, new byte[0], sha256(blob)).statusCode()).isEqualTo(201);
    }

    @Test
    void aStreamWithoutLengthAndRangeIsTaken() {
        var blob = bytes(700_000);
        var location = registry.begin();
        var streamed =
                registry.follow("PATCH", location, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blob)));

        assertThat(streamed.statusCode()).isEqualTo(202);
        assertThat(header(streamed, "Range")).isEqualTo("0-699999");
        assertThat(put(location(streamed), new byte[0], sha256(blob)).statusCode())
                .isEqualTo(201);
        requireStored(blob, sha256(blob));
    }

    @Test
    void aWrongDigestIsRefusedAndTheBytesAreDiscarded() {
        var blob = bytes(100);
        var location = registry.begin();
        var wrong = sha256(bytes(100));
        var answer = put(location, blob, wrong);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("DIGEST_INVALID");
        assertThat(registry.send("HEAD", "/blobs/" + wrong).statusCode()).isEqualTo(404);
        assertThat(registry.follow("GET", location, BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void sha512IsLegalAlsoWhenItWasNotAnnounced() {
        var blob = bytes(1000);
        assertThat(put(registry.begin(), blob, sha512(blob)).statusCode()).isEqualTo(201);
        requireStored(blob, sha512(blob));

        var other = bytes(1000);
        var begun = registry.send("POST", "/blobs/uploads/?digest-algorithm=sha512");
        assertThat(put(location(begun), other, sha512(other)).statusCode()).isEqualTo(201);
    }

    @Test
    void anEmptyBlobIsLegal() {
        var empty = new byte[0];
        assertThat(put(registry.begin(), empty, sha256(empty)).statusCode()).isEqualTo(201);
        requireStored(empty, sha256(empty));
        var head = registry.send("HEAD", "/blobs/" + sha256(empty));
        assertThat(header(head, "Content-Length")).isEqualTo("0");
    }

    @Test
    void twoClientsWithTheSameBlobBothSucceed() throws Exception {
        var blob = bytes(400_000);
        Callable<Integer> push = () -> put(registry.begin(), blob, sha256(blob)).statusCode();
        try (var clients = Executors.newFixedThreadPool(8)) {
            for (var answer : clients.invokeAll(Collections.nCopies(8, push))) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        requireStored(blob, sha256(blob));
    }

    @Test
    void anUploadMayBeGivenUp() {
        var location = registry.begin();
        assertThat(patch(location, bytes(10), null).statusCode()).isEqualTo(202);

        assertThat(registry.follow("DELETE", location, BodyPublishers.noBody()).statusCode())
                .isEqualTo(204);
        var gone = patch(location, bytes(10), null);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(code(gone)).isEqualTo("BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void anUploadBelongsToItsRepository() {
        var location = registry.begin().replace("default/uploads", "default/elsewhere");
        var elsewhere = Registry.with(Tokens.operator(), "default/elsewhere");

        assertThat(elsewhere
                        .follow("PATCH", location, BodyPublishers.ofByteArray(bytes(5)))
                        .statusCode())
                .isEqualTo(404);
        assertThat(elsewhere.send("GET", "/blobs/uploads/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void nonsenseIsRefusedInTheShapeOfTheSpecification() {
        var location = registry.begin();
        assertThat(code(patch(location, bytes(5), "five"))).isEqualTo("BLOB_UPLOAD_INVALID");
        assertThat(code(put(location, bytes(5), "sha256:short"))).isEqualTo("DIGEST_INVALID");
        assertThat(code(patch(location, bytes(5), "0-99"))).isEqualTo("SIZE_INVALID");
    }

    @Test
    void aBlobIsMountedFromARepositoryThatTheCallerMayPull() {
        var blob = bytes(500);
        registry.push(blob);
        var target = Registry.with(Tokens.operator(), "default/mounted");
        var path = "/v2/default/mounted/blobs/uploads/?from=default/uploads&mount=" + sha256(blob);

        var mounted = Registry.sendTo("POST", path, BodyPublishers.noBody(), target.token("default/uploads"));

        assertThat(mounted.statusCode()).isEqualTo(201);
        assertThat(location(mounted)).isEqualTo("/v2/default/mounted/blobs/" + sha256(blob));
        assertThat(target.send("GET", "/blobs/" + sha256(blob)).body()).isEqualTo(blob);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=default/uploads&mount=sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "from=default/uploads&mount=nonsense",
                "from=NOT//A/NAME&mount={}",
                "from=default/never-seen&mount={}",
                "mount=nonsense",
                "mount="
            })
    void aMountThatCannotBeBecomesAnUpload(String query) {
        var blob = bytes(500);
        registry.push(blob);
        var target = Registry.with(Tokens.operator(), "default/mounted");
        var path = "/v2/default/mounted/blobs/uploads/?" + query.replace("{}", sha256(blob));
        var answer = Registry.sendTo(
                "POST", path, BodyPublishers.noBody(), target.token("default/uploads", "default/never-seen"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(put(target, location(answer), blob).statusCode()).isEqualTo(201);
    }

    private static HttpResponse<byte[]> put(Registry target, String location, byte[] blob) {
        return target.follow("PUT", location + "?digest=" + sha256(blob), BodyPublishers.ofByteArray(blob));
    }

    @Test
    void aMountNeedsATokenThatPullsTheSourceAndPushesTheTarget() {
        var blob = bytes(500);
        registry.push(blob);
        var target = Registry.with(Tokens.operator(), "default/mounted");
        for (var from : new String[] {"&from=default/uploads", ""}) {
            var path = "/v2/default/mounted/blobs/uploads/?mount=" + sha256(blob) + from;
            assertThat(Registry.sendTo("POST", path, BodyPublishers.noBody(), target.token())
                            .statusCode())
                    .as("a token of the target alone%s", from)
                    .isEqualTo(202);
            assertThat(Registry.sendTo("POST", path, BodyPublishers.noBody(), registry.token())
                            .statusCode())
                    .as("a token of the source alone%s", from)
                    .isEqualTo(401);
            var viewer = Registry.with(Tokens.viewer(), "default/mounted").token("default/uploads");
            assertThat(Registry.sendTo("POST", path, BodyPublishers.noBody(), viewer)
                            .statusCode())
                    .as("a viewer's token of both%s", from)
                    .isEqualTo(403);
        }
        assertThat(target.send("HEAD", "/blobs/" + sha256(blob)).statusCode()).isEqualTo(404);
    }

    @Test
    void aBlobOfAnotherProjectIsNeverMounted() {
        var blob = bytes(500);
        registry.push(blob);
        var thief = Registry.with(Tokens.of("other", "admin"), "other/app");
        for (var from : new String[] {"&from=default/uploads", ""}) {
            var path = "/v2/other/app/blobs/uploads/?mount=" + sha256(blob) + from;
            var answer = Registry.sendTo("POST", path, BodyPublishers.noBody(), thief.token("default/uploads"));
            assertThat(answer.statusCode()).isEqualTo(202);
        }
        assertThat(thief.send("HEAD", "/blobs/" + sha256(blob)).statusCode()).isEqualTo(404);
    }

    @Test
    void aMountWithoutASourceFindsTheBlobWhereTheTokenPulls() {
        var blob = bytes(500);
        registry.push(blob);
        var target = Registry.with(Tokens.operator(), "default/anywhere");
        var path = "/v2/default/anywhere/blobs/uploads/?mount=" + sha256(blob);
        var token = target.token("default/never-seen", "default/uploads");

        assertThat(Registry.sendTo("POST", path, BodyPublishers.noBody(), token).statusCode())
                .isEqualTo(201);
        assertThat(target.send("GET", "/blobs/" + sha256(blob)).body()).isEqualTo(blob);
    }

    @Test
    void aClientThatLostItsConnectionAsksHowFarItGotAndGoesOn() throws Exception {
        var blob = bytes(1_000_000);
        var location = registry.begin();
        var address = Registry.uri("/");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var head = "PATCH " + location + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + registry.token()
                    + "\r\nContent-Length: 1000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().write(blob, 0, 400_000);
            socket.getOutputStream().flush();
            var file = config.directory().resolve(BlobFiles.pathFor(id(location)));
            await().until(() -> Files.exists(file) && Files.size(file) > 0);
        }
        var status = await().until(
                        () -> registry.follow("GET", location, BodyPublishers.noBody()),
                        answer -> !header(answer, "Range").equals("0-0"));
        int next = Integer.parseInt(header(status, "Range").substring(2)) + 1;
        assertThat(next).isBetween(1, 400_000);

        var rest = Arrays.copyOfRange(blob, next, blob.length);
        assertThat(put(location, rest, sha256(blob)).statusCode()).isEqualTo(201);
        requireStored(blob, sha256(blob));
    }

    @Test
    void aRefusedClientThatDoesNotListenIsReadToItsEndAndKeepsItsConnection() throws Exception {
        var address = Registry.uri("/");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            var head =
                    "PATCH /v2/default/uploads/blobs/uploads/x HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n";
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(head.getBytes(US_ASCII));
                socket.getOutputStream().write(new byte[20_000_000]);
                var answer = socket.getInputStream().readNBytes(20);
                assertThat(new String(answer, US_ASCII)).startsWith("HTTP/1.1 401");
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
        }
    }
}
