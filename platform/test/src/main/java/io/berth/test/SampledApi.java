package io.berth.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A collection of the running application, and what a test has made in it. */
final class SampledApi implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Sample sample;
    private final String path;
    private final List<Endpoint> endpoints;
    private final List<String> made = new ArrayList<>();

    SampledApi(Sample sample, List<Endpoint> endpoints) {
        this.sample = sample;
        this.path = sample.path();
        this.endpoints = endpoints;
    }

    Sample sample() {
        return sample;
    }

    String path() {
        return path;
    }

    static String freshName() {
        return "conv-" + NAMES.incrementAndGet();
    }

    /** An operator of the default project, sending JSON. */
    static RequestSpecification caller() {
        return caller(Tokens.operator());
    }

    static RequestSpecification caller(String token) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .redirects()
                .follow(false);
    }

    Response post(String body) {
        return remember(caller().body(body).post(path));
    }

    /** The answer of a creation that ended well. */
    Response create(String name) {
        var answer = remember(
                caller().header("Prefer", "wait=30").body(sample.body(name)).post(path));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer;
    }

    Response remember(Response creation) {
        var location = creation.header("Location");
        if (location != null) {
            made.add(URI.create(location).getPath());
        }
        return creation;
    }

    static String location(Response creation) {
        assertThat(creation.header("Location")).as("Location").isNotNull();
        return URI.create(creation.header("Location")).getPath();
    }

    boolean offers(String method, String concretePath) {
        return endpoints.stream()
                .anyMatch(endpoint -> endpoint.method().equals(method) && endpoint.leadsTo(concretePath));
    }

    boolean lists() {
        return offers("GET", path);
    }

    /** Whether the item that this creation made can be asked so. */
    boolean itemOffers(String method, Response creation) {
        return offers(method, location(creation));
    }

    /** Deletes what is left, newest first. */
    @Override
    public void close() {
        for (var item : made.reversed()) {
            if (offers("DELETE", item)) {
                caller(Tokens.admin()).header("Prefer", "wait=30").delete(item);
            }
        }
    }

    static void problem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        var body = answer.jsonPath();
        assertThat(body.getInt("status")).isEqualTo(status);
        assertThat(body.getString("type")).startsWith("urn:berth:problem:");
        assertThat(body.getString("title")).isNotBlank();
        assertThat(body.getString("detail")).isNotBlank();
        assertThat(body.getString("code")).matches("[A-Z][A-Z0-9_]*");
        assertThat(body.getString("traceId")).matches("[0-9a-f]{32}");
        assertThat(answer.asString()).doesNotContain("Exception", "io.berth", "java.", "\tat ");
    }
}
