package io.berth.console.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;

/** Asks the services how they are, all at once. */
@ApplicationScoped
class HealthProbe {

    /** The order of the documentation; services that it does not know come last. */
    private static final List<String> ORDER = List.of("image", "network", "volume", "balancer", "scaler", "function");

    private final GatewayConfig config;
    private final ObjectMapper json;
    private final HttpClient client;

    HealthProbe(GatewayConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.client =
                HttpClient.newBuilder().connectTimeout(config.connectTimeout()).build();
    }

    List<ServiceHealth> all() {
        SequencedSet<String> names = new LinkedHashSet<>(ORDER);
        names.addAll(config.services().keySet());
        names.retainAll(config.services().keySet());
        List<CompletableFuture<ServiceHealth>> asked =
                names.stream().map(this::ask).toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<ServiceHealth> ask(String name) {
        URI service = config.services().get(name);
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/health/ready"))
                .timeout(config.healthTimeout())
                .build();
        long asked = System.nanoTime();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> read(name, answer, (System.nanoTime() - asked) / 1_000_000))
                .exceptionally(failure -> ServiceHealth.unreachable(name));
    }

    private ServiceHealth read(String name, HttpResponse<byte[]> answer, long latencyMs) {
        List<String> failing = new ArrayList<>();
        try {
            for (JsonNode check : json.readTree(answer.body()).path("checks")) {
                if (!"UP".equals(check.path("status").asText())) {
                    failing.add(check.path("name").asText());
                }
            }
        } catch (IOException notHealth) {
            return new ServiceHealth(name, "DOWN", latencyMs, List.of("the answer is no health report"));
        }
        return new ServiceHealth(name, answer.statusCode() == 200 ? "UP" : "DOWN", latencyMs, failing);
    }
}
