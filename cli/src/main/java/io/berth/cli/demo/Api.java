package io.berth.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.mizosoft.methanol.MediaType;
import com.github.mizosoft.methanol.MultipartBodyPublisher;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
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

    /** An answer that need not be JSON, and how long it took. */
    record Answer(HttpHeaders headers, byte[] body, double milliseconds) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The header's value, or nothing. */
        String header(String name) {
            return headers.firstValue(name).orElse("");
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

    /** Posts a form of fields and one file. */
    JsonNode upload(String service, String path, Map<String, String> fields, String name, byte[] file) {
        var form = MultipartBodyPublisher.newBuilder();
        fields.forEach(form::textPart);
        form.formPart(name, name, HttpRequest.BodyPublishers.ofByteArray(file), MediaType.APPLICATION_OCTET_STREAM);
        MultipartBodyPublisher body = form.build();
        HttpRequest request = request(service, path)
                .header("Content-Type", body.mediaType().toString())
                .POST(body)
                .build();
        return json(send(request));
    }

    /** Posts JSON and returns whatever comes back. */
    Answer exchange(String service, String path, Object body) {
        HttpRequest request = request(service, path)
                .header("Content-Type", "application/json")
                .POST(content(body))
                .build();
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer = send(request);
        double milliseconds = (System.nanoTime() - begin) / 1e6;
        return new Answer(answer.headers(), answer.body(), milliseconds);
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
        HttpRequest.Builder request = request(service, path).method(method, content(body));
        if (body != null) {
            request.header(
                    "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        if (!method.equals("GET")) {
            request.header("Prefer", "wait=60");
        }
        return json(send(request.build()));
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(services.get(service).resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("traceparent", "00-" + traceId + "-" + traceId.substring(0, 16) + "-01");
    }

    private HttpRequest.BodyPublisher content(Object body) {
        try {
            return body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("No JSON can be made of " + body.getClass(), impossible);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 400) {
                throw new Refused(what, answer.statusCode(), json(answer));
            }
            return answer;
        } catch (IOException failure) {
            throw new IllegalStateException(what + " failed: " + failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted.", stopped);
        }
    }

    private JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return answer.body().length == 0 ? json.missingNode() : json.readTree(answer.body());
        } catch (IOException notJson) {
            return json.missingNode();
        }
    }
}
