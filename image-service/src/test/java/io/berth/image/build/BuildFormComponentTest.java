package io.berth.image.build;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.berth.image.Registry;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
@QuarkusTestResource(BerthStack.class)
class BuildFormComponentTest {
    @Inject
    StandInEngine engine;

    @Inject
    BuildsConfig config;

    private static byte[] tar(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static RequestSpecification form(byte[] context) {
        return given().auth()
                .oauth2(Tokens.operator())
                .header("Prefer", "wait=30")
                .multiPart("context", "context.tar", context);
    }

    private long directories() throws IOException {
        try (var all = Files.list(config.directory())) {
            return all.count();
        }
    }

    @Test
    void aContextIsBuiltWithWhatTheFieldsSay() throws Exception {
        var context = tar(Map.of("./sub/app.Dockerfile", "FROM x AS first\nFROM y\n", "./data", "some"));
        for (var sent : new byte[][] {context, gzip(context)}) {
            form(sent)
                    .multiPart("tag", "default/formed:2")
                    .multiPart("dockerfile", "./sub/app.Dockerfile")
                    .multiPart("buildArgs", "{\"A\":\"1\",\"B\":\"two words\"}")
                    .multiPart("target", "first")
                    .multiPart("platforms", "linux/amd64")
                    .multiPart("pull", "true")
                    .multiPart("labels", "{\"team\":\"a\"}")
                    .post("/v1/builds")
                    .then()
                    .statusCode(201)
                    .body("status", equalTo("SUCCEEDED"))
                    .body("dockerfile", equalTo("sub/app.Dockerfile"))
                    .body("contextBytes", equalTo(sent.length))
                    .body("labels.team", equalTo("a"));
            var order = engine.lastOrder();
            assertThat(order.dockerfile()).isEqualTo("sub/app.Dockerfile");
            assertThat(order.dockerfileText()).startsWith("FROM x AS first");
            assertThat(order.arguments()).containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "two words"));
            assertThat(order.target()).hasValue("first");
            assertThat(order.platform()).hasValue("linux/amd64");
            assertThat(order.pull()).isTrue();
        }
        assertThat(Registry.with(Tokens.viewer(), "default/formed")
                        .send("GET", "/manifests/2")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, x, 400, UNKNOWN_FIELD",
        "tag, default/x:2, 400, DUPLICATE_FIELD",
        "dockerfile, nowhere, 422, BUILD_DOCKERFILE_MISSING",
        "dockerfile, ../Dockerfile, 422, INVALID_FIELD",
        "dockerfile, /etc/passwd, 422, INVALID_FIELD",
        "dockerfile, -, 422, INVALID_FIELD",
        "dockerfile, http://x/y, 422, INVALID_FIELD",
        "buildArgs, '[1]', 422, INVALID_FIELD",
        "buildArgs, '{\"A\":null}', 422, INVALID_FIELD",
        "labels, '{\"-\":\"x\"}', 422, INVALID_FIELD",
        "pull, perhaps, 422, INVALID_FIELD",
        "target, --push, 422, INVALID_FIELD",
        "platforms, linux/s390x, 422, BUILD_PLATFORM_UNSUPPORTED",
        "platforms, 'linux/amd64,linux/arm64', 422, BUILD_PLATFORM_UNSUPPORTED"
    })
    void aFieldThatCannotBeIsRefusedAndNothingIsKept(String field, String value, int status, String code)
            throws Exception {
        long before = directories();
        form(tar(Map.of("Dockerfile", "FROM x\n")))
                .multiPart("tag", "default/x:1")
                .multiPart(field, value)
                .post("/v1/builds")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
        assertThat(directories()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no tar at all, but long enough to be looked at"})
    void aContextThatIsNoArchiveIsRefused(String content) {
        form(content.getBytes(UTF_8))
                .multiPart("tag", "default/x:1")
                .post("/v1/builds")
                .then()
                .statusCode(422)
                .body("code", equalTo("BUILD_CONTEXT_INVALID"));
    }

    @Test
    void aContextThatUnpacksToTooMuchIsRefused() throws Exception {
        var large = "x".repeat((int) config.context().asLongValue());
        var packed = gzip(tar(Map.of("Dockerfile", "FROM x\n", "large", large)));
        assertThat(packed.length).isLessThan(large.length() / 10);
        long before = directories();
        for (var sent : new byte[][] {packed, tar(Map.of("large", large))}) {
            form(sent)
                    .multiPart("tag", "default/x:1")
                    .post("/v1/builds")
                    .then()
                    .statusCode(413)
                    .body("code", equalTo("BUILD_CONTEXT_TOO_LARGE"));
        }
        assertThat(directories()).isEqualTo(before);
    }

    @Test
    void aFormWithoutContextOrTagIsRefused() throws Exception {
        given().auth()
                .oauth2(Tokens.operator())
                .multiPart("tag", "default/x:1")
                .post("/v1/builds")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("context"));
        form(tar(Map.of("Dockerfile", "FROM x\n")))
                .post("/v1/builds")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("tag"));
        var cut = Registry.sendTo(
                "POST",
                "/v1/builds",
                BodyPublishers.ofString("--x\r\nContent-Disposition: form-data; name=\"context\"\r\n\r\ncut off"),
                Tokens.operator(),
                "Content-Type",
                "multipart/form-data; boundary=x");
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(Registry.text(cut)).contains("MALFORMED_BODY");
    }

    @Test
    void aViewerBuildsNothing() throws Exception {
        given().auth()
                .oauth2(Tokens.viewer())
                .multiPart("context", "context.tar", tar(Map.of("Dockerfile", "FROM x\n")))
                .multiPart("tag", "default/x:1")
                .post("/v1/builds")
                .then()
                .statusCode(403);
    }

    @Test
    void aRepeatedFormWithItsKeyGetsTheFirstAnswer() throws Exception {
        var context = tar(Map.of("Dockerfile", "FROM x\n"));
        var key = UUID.randomUUID().toString();
        var ids = new String[2];
        for (int i = 0; i < 2; i++) {
            ids[i] = form(context)
                    .header("Idempotency-Key", key)
                    .multiPart("tag", "default/once:1")
                    .post("/v1/builds")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }
        assertThat(ids[1]).isEqualTo(ids[0]);
    }
}
