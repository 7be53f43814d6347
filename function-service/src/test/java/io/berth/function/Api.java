package io.berth.function;

import static io.restassured.RestAssured.given;

import io.berth.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Calls of an operator of one project. */
final class Api {
    private final String token;

    private Api(String token) {
        this.token = token;
    }

    static Api of(String project) {
        return new Api(Tokens.of(project, "operator"));
    }

    RequestSpecification call() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** @param handler what {@link FakeRuntime} does */
    ValidatableResponse deploy(String name, String handler, String more) {
        return call().header("Prefer", "wait=20")
                .body(function(name, handler, more))
                .post("/v1/functions")
                .then();
    }

    ValidatableResponse deployed(String name, String handler, String more) {
        return deploy(name, handler, more).statusCode(201);
    }

    Response invoke(String name, String payload) {
        return call().body(payload).post("/v1/functions/" + name + "/invocations");
    }

    int delete(String name) {
        return call().header("Prefer", "wait=20")
                .delete("/v1/functions/" + name)
                .statusCode();
    }

    static String function(String name, String handler, String more) {
        return """
                {"name": "%s", "runtime": "nodejs24.x", "handler": "fake.%s", "code": {"zip": "%s"}%s}""".formatted(name, handler, Base64.getEncoder().encodeToString(zip("x")), more);
    }

    static byte[] zip(String content) {
        return zip(Map.of("index.mjs", content));
    }

    static byte[] zip(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
