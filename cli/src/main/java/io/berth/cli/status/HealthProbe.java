package io.berth.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;

/** Asks services for {@code /q/health/ready} (MicroProfile Health 4.0, section "Response Codes and status mappings"). */
final class HealthProbe {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper json = new ObjectMapper();

    /** All endpoints at the same time, answers in the endpoints' order. */
    List<ServiceHealth> probe(List<ServiceEndpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> {
                    var started = System.nanoTime();
                    var request = HttpRequest.newBuilder(URI.create(endpoint.url() + "/q/health/ready"))
                            .timeout(DEADLINE)
                            .build();
                    return http.sendAsync(request, BodyHandlers.ofString())
                            .thenApply(answer -> read(endpoint, answer.body(), since(started)))
                            .exceptionally(failure -> unreachable(endpoint, failure, since(started)));
                })
                .toList()
                .stream()
                .map(answer -> answer.join())
                .toList();
    }

    private ServiceHealth read(ServiceEndpoint endpoint, String body, long latencyMs) {
        try {
            var health = json.readTree(body);
            var failing = StreamSupport.stream(health.path("checks").spliterator(), false)
                    .filter(check -> !isUp(check))
                    .map(check -> check.path("name").asText())
                    .toList();
            return new ServiceHealth(
                    endpoint.service(), endpoint.address(), isUp(health) ? "UP" : "DOWN", failing, latencyMs);
        } catch (IOException notJson) {
            return new ServiceHealth(
                    endpoint.service(), endpoint.address(), "DOWN", List.of("no health document"), latencyMs);
        }
    }

    private static boolean isUp(JsonNode node) {
        return node.path("status").asText().equals("UP");
    }

    private static ServiceHealth unreachable(ServiceEndpoint endpoint, Throwable failure, long latencyMs) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        var reason = cause.getMessage() == null ? "no connection" : cause.getMessage();
        return new ServiceHealth(endpoint.service(), endpoint.address(), "UNREACHABLE", List.of(reason), latencyMs);
    }

    private static long since(long started) {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
