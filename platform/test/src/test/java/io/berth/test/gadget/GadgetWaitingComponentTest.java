package io.berth.test.gadget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GadgetWaitingComponentTest {
    @Inject
    GadgetWorkshop workshop;

    @Inject
    MeterRegistry metrics;

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType("application/json");
    }

    private static Response create(String name, int wait) {
        return operator()
                .header("Prefer", "wait=" + wait)
                .body("{\"name\": \"%s\"}".formatted(name))
                .post("/v1/gadgets");
    }

    @Test
    void aFailedCreationIsAnsweredWithItsCause() {
        var answer = create("bad-one", 30);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("INVALID_FIELD");
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("Nobody can make this.");
        assertThat(answer.jsonPath().getString("traceId")).isEqualTo(answer.header("Berth-Trace-Id"));
        assertThat(answer.header("Location")).startsWith("/v1/gadgets/gad_");
    }

    @Test
    void aWaitThatIsOverIsAnsweredWithTheResourceAsItIs() {
        var before = Instant.now();
        var answer = create("slow-one", 1);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("PENDING");
        assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
    }

    @Test
    void manyWaitAtOnceAndAllAreToldWhenItIsReady() {
        try (var clients = Executors.newFixedThreadPool(40)) {
            var answers = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> create("slow-many-" + i, 50), clients))
                    .toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(pending()).hasSize(40));

            workshop.finishHeld();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
        }
    }

    private static List<String> pending() {
        return operator()
                .get("/v1/gadgets?limit=500&status=PENDING")
                .jsonPath()
                .getList("items.findAll { it.name.startsWith('slow-many-') }.id", String.class);
    }

    @Test
    void aKeyWhoseFirstRequestStillRunsIsBusyAndTheAnswerIsKeptWhenTheClientWentAway() throws Exception {
        var first = CompletableFuture.supplyAsync(() -> operator()
                .header("Idempotency-Key", "busy-key")
                .header("Prefer", "wait=20")
                .body("{\"name\": \"slow-busy\"}")
                .post("/v1/gadgets"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> operator().get("/v1/gadgets/slow-busy").statusCode() == 200);

        var busy = repeat("busy-key", "{\"name\": \"slow-busy\"}");
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(busy.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_BUSY");

        // The first request has outlived what this test configures as the longest one: it counts as dead.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> repeat("busy-key", "{\"name\": \"slow-busy\"}").statusCode() == 202);
        var replayed = repeat("busy-key", "{\"name\": \"slow-busy\"}");
        assertThat(replayed.header("Location")).startsWith("/v1/gadgets/gad_");
        workshop.finishHeld();
        assertThat(first.get().statusCode()).isEqualTo(201);
    }

    @Test
    void aClientThatGoesAwayIsNoLongerWaitedFor() throws IOException {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        var body = "{\"name\": \"slow-lonely\"}";
        try (var client = new Socket("127.0.0.1", port)) {
            client.getOutputStream()
                    .write(("POST /v1/gadgets HTTP/1.1\r\nHost: berth\r\nPrefer: wait=60\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\nAuthorization: Bearer " + Tokens.operator() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 1);
        }

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 0);
    }

    private double waiting() {
        return metrics.get("berth.waiting").gauge().value();
    }

    @Test
    void aRefusalIsRepeatedAsAnyFirstAnswer() {
        var refused = repeat("anew", "{\"name\": \"slow-anew\", \"size\": 0}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(repeat("anew", "{\"name\": \"slow-anew\", \"size\": 0}").header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    private static Response repeat(String key, String body) {
        return operator().header("Idempotency-Key", key).body(body).post("/v1/gadgets");
    }
}
