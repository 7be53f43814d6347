package io.berth.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.oci.Digest;
import io.berth.image.oci.MediaTypes;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Random;

/** A registry client of the tests: one login, and the requests as they go over the wire. */
public final class Registry {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String berthToken;
    private final String repository;

    private Registry(String berthToken, String repository) {
        this.berthToken = berthToken;
        this.repository = repository;
    }

    public static Registry with(String berthToken, String repository) {
        return new Registry(berthToken, repository);
    }

    /** Bytes that no other test has. */
    public static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random().nextBytes(bytes);
        return bytes;
    }

    public static String sha256(byte[] content) {
        return Digest.of(Digest.Algorithm.SHA256, content).toString();
    }

    public static String sha512(byte[] content) {
        return Digest.of(Digest.Algorithm.SHA512, content).toString();
    }

    /** A registry token for everything that the Berth token opens in the repository and the others named. */
    public String token(String... others) {
        var query = new StringBuilder("/token?service=berth&scope=" + scope(repository));
        for (var other : others) {
            query.append("&scope=").append(scope(other));
        }
        var login = Base64.getEncoder().encodeToString(("berth:" + berthToken).getBytes(UTF_8));
        var answer = exchange(HttpRequest.newBuilder(uri(query.toString())).header("Authorization", "Basic " + login));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonPath.from(text(answer)).getString("token");
    }

    private static String scope(String repository) {
        return URLEncoder.encode("repository:" + repository + ":*", UTF_8);
    }

    /** A request below the repository, with a token; headers in pairs. */
    public HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers) {
        return sendTo(method, "/v2/" + repository + path, body, token(), headers);
    }

    public HttpResponse<byte[]> send(String method, String path) {
        return send(method, path, BodyPublishers.noBody());
    }

    /** A request to any path, such as a Location. */
    public HttpResponse<byte[]> follow(String method, String path, BodyPublisher body, String... headers) {
        return sendTo(method, path, body, token(), headers);
    }

    /** With a token of the caller's choice; null for none. */
    public static HttpResponse<byte[]> sendTo(
            String method, String path, BodyPublisher body, String token, String... headers) {
        var request = HttpRequest.newBuilder(uri(path)).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return exchange(request);
    }

    public static URI uri(String path) {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
    }

    private static HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins an upload and says where it goes on. */
    public String begin() {
        var begun = send("POST", "/blobs/uploads/");
        assertThat(begun.statusCode()).isEqualTo(202);
        return location(begun);
    }

    /** Pushes a blob; its digest. */
    public String push(byte[] blob) {
        var digest = sha256(blob);
        var answer = follow("PUT", begin() + "?digest=" + digest, BodyPublishers.ofByteArray(blob));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        return digest;
    }

    /** Pushes an image of one random layer under a tag; the manifest. */
    public byte[] pushImage(String tag) {
        var manifest = image("");
        var answer = putManifest(tag, manifest, MediaTypes.OCI_MANIFEST);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        return manifest;
    }

    /** The manifest of an image whose blobs are there. */
    public byte[] image(String moreFields) {
        var config = bytes(40);
        var layer = bytes(2000);
        push(config);
        push(layer);
        return """
               {"schemaVersion":2,"mediaType":"%s",
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"%s","size":%d}]%s}""".formatted(
                        MediaTypes.OCI_MANIFEST, sha256(config), config.length, sha256(layer), layer.length, moreFields)
                .getBytes(UTF_8);
    }

    public HttpResponse<byte[]> putManifest(String reference, byte[] manifest, String type) {
        return send("PUT", "/manifests/" + reference, BodyPublishers.ofByteArray(manifest), "Content-Type", type);
    }

    public static String location(HttpResponse<byte[]> answer) {
        return header(answer, "Location");
    }

    /** A header that must be there. */
    public static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    /** The first code of an answer in the specification's error shape. */
    public static String code(HttpResponse<byte[]> answer) {
        assertThat(header(answer, "Content-Type")).startsWith("application/json");
        return JsonPath.from(text(answer)).getString("errors[0].code");
    }
}
