package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The services' JSON APIs, with one token and one trace: everything that is asked here counts as one request of one user,
 * so that the facts it causes hang together.
 */
final class Api {

    /** A service said no. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(String what, int status, JsonNode problem) {
            super(what + " was answered with " + status + said(problem));
            this.status = status;
        }

        int status() {
            return status;
        }

        private static String said(JsonNode problem) {
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            String suggestion = problem.path("suggestion").asText("");
            return detail.isEmpty() ? "." : ": " + detail + (suggestion.isEmpty() ? "" : " " + suggestion);
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(75);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, URI> services;
    private final String token;
    private final String traceId;

    Api(Map<String, URI> services, String token, String traceId) {
        this.services = services;
        this.token = token;
        this.traceId = traceId;
    }

    boolean knows(String service) {
        return services.containsKey(service);
    }

    /** Whether the service says that it is ready. */
    boolean isReady(String service) throws InterruptedException {
        var request = HttpRequest.newBuilder(services.get(service).resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        }
    }

    JsonNode get(String service, String path) {
        return accept(service, "GET", path, null);
    }

    Optional<JsonNode> find(String service, String path) {
        try {
            return Optional.of(get(service, path));
        } catch (Refused refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    JsonNode post(String service, String path, Object body) {
        return accept(service, "POST", path, body);
    }

    JsonNode patch(String service, String path, Object body) {
        return accept(service, "PATCH", path, body);
    }

    JsonNode delete(String service, String path) {
        return accept(service, "DELETE", path, null);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private JsonNode accept(String service, String method, String path, Object body) {
        String what = method + " " + path + " at the " + service + " service";
        try {
            HttpResponse<byte[]> answer =
                    client.send(request(service, method, path, body), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode content = read(answer.body());
            if (answer.statusCode() >= 400) {
                throw new Refused(what, answer.statusCode(), content);
            }
            return content;
        } catch (IOException failure) {
            throw new IllegalStateException(what + " failed: " + failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted.", stopped);
        }
    }

    private HttpRequest request(String service, String method, String path, Object body) throws IOException {
        var content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        var request = HttpRequest.newBuilder(services.get(service).resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("traceparent", "00-" + traceId + "-" + traceId.substring(0, 16) + "-01")
                .method(method, content);
        if (body != null) {
            request.header(
                    "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        if (!method.equals("GET")) {
            request.header("Prefer", "wait=60");
        }
        return request.build();
    }

    private JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? json.missingNode() : json.readTree(body);
        } catch (IOException notJson) {
            return json.missingNode();
        }
    }
}
