package io.berth.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks every endpoint of the running application, JAX-RS or not, as every kind of caller. A service extends it as a
 * {@code @QuarkusTest} and says who may use what; an endpoint that nobody classified fails.
 */
public abstract class AccessSuite {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * Who may use each endpoint.
     *
     * @return by {@code "<METHOD> <path template>"}, {@code "GET /v1/networks/{ref}"}; {@code "ANY …"} for a route on
     *     the router that takes every method
     */
    protected abstract Map<String, Access> access();

    /** @param role {@code null} without a token */
    private record Visitor(String name, String token, String role) {}

    private static List<Visitor> visitors() {
        return List.of(
                new Visitor("nobody", null, null),
                new Visitor("an expired token", Tokens.expired(), null),
                new Visitor("a forged token", forged(), null),
                new Visitor("a viewer", Tokens.viewer(), "viewer"),
                new Visitor("an operator", Tokens.operator(), "operator"),
                new Visitor("an admin", Tokens.admin(), "admin"),
                new Visitor("another project's operator", Tokens.of("elsewhere", "operator"), "operator"),
                new Visitor("another service", Tokens.service(), "viewer"));
    }

    @Test
    void everyEndpointIsClassified() {
        var known = Endpoints.all().stream().map(Endpoint::key).collect(Collectors.toCollection(TreeSet::new));

        assertThat(known)
                .as("endpoints of the application, and what access() classifies")
                .isEqualTo(new TreeSet<>(access().keySet()));
    }

    @TestFactory
    Stream<DynamicContainer> everyEndpointAdmitsWhomItSays() {
        return Endpoints.all().stream()
                .filter(endpoint -> access().containsKey(endpoint.key()))
                .map(endpoint -> DynamicContainer.dynamicContainer(
                        endpoint.key(), tests(endpoint, access().get(endpoint.key()))));
    }

    private static Stream<DynamicTest> tests(Endpoint endpoint, Access access) {
        var roles = visitors().stream()
                .filter(visitor -> access != Access.REGISTRY || visitor.token() == null)
                .map(visitor -> dynamicTest(
                        visitor.name() + (access.admits(visitor.role()) ? " is let in" : " is refused"),
                        () -> check(endpoint, access, visitor)));
        return access == Access.PUBLIC || access == Access.REGISTRY
                ? roles
                : Stream.concat(
                        roles,
                        Stream.of(dynamicTest(
                                "an operator may not name another project",
                                () -> assertThat(ask(endpoint, Tokens.operator(), "elsewhere")
                                                .statusCode())
                                        .as(endpoint.key())
                                        .isEqualTo(403))));
    }

    private static void check(Endpoint endpoint, Access access, Visitor visitor) throws Exception {
        var answer = ask(endpoint, visitor.token(), null);
        var status = assertThat(answer.statusCode()).as("%s as %s", endpoint.key(), visitor.name());
        if (access.admits(visitor.role())) {
            status.isNotIn(401, 403, 500);
        } else if (visitor.role() == null) {
            status.isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        } else {
            status.isEqualTo(403);
        }
    }

    /** Only the head of the answer: an event stream would not end. */
    private static HttpResponse<?> ask(Endpoint endpoint, String token, String project)
            throws IOException, InterruptedException {
        var base = URI.create(
                "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
        var method = endpoint.method().equals("ANY") ? "GET" : endpoint.method();
        var request = HttpRequest.newBuilder(base.resolve(endpoint.concrete()))
                .timeout(PATIENCE)
                .method(method, reads(method) ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!reads(method)) {
            request.header(
                    "Content-Type",
                    endpoint.consumes().isEmpty()
                            ? "application/json"
                            : endpoint.consumes().getFirst());
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (project != null) {
            request.header("Berth-Project", project);
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer;
    }

    private static boolean reads(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** An admin's token whose signature is another token's. */
    private static String forged() {
        var admin = Tokens.admin();
        var viewer = Tokens.viewer();
        return admin.substring(0, admin.lastIndexOf('.')) + viewer.substring(viewer.lastIndexOf('.'));
    }
}
