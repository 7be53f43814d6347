package io.berth.test.gadget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ProblemComponentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void anUnexpectedErrorTellsTheTraceAndNothingElse() {
        var answer = given().header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .get("/raw/signs/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("traceId")).isEqualTo(TRACE);
        assertThat(answer.asString()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void theClientsTraceIsKept() {
        var answer = given().auth()
                .oauth2(Tokens.viewer())
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .get("/v1/gadgets/nothing");

        assertThat(answer.jsonPath().getString("traceId")).isEqualTo(TRACE);
        assertThat(answer.header("Berth-Trace-Id")).isEqualTo(TRACE);
    }

    @Test
    void recordsAreJsonWhateverIsAccepted() {
        var answer = given().auth().oauth2(Tokens.viewer()).accept("text/html").get("/v1/gadgets");

        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.jsonPath().getList("items")).isNotNull();
    }

    @Test
    void aLargeJsonBodyOfUndeclaredLengthIsRefused() throws IOException {
        assertThat(sendChunked(1_200_000)).isEqualTo(413);
    }

    @Test
    void aBodyBeyondTheListenersLimitIsAProblem() {
        var answer = given().auth()
                .oauth2(Tokens.operator())
                .contentType("application/octet-stream")
                .body(new byte[4_000_000])
                .post("/v1/gadgets");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void theServiceTellsWhatItOffers() {
        assertThat(given().get("/q/openapi?format=JSON").jsonPath().getMap("paths"))
                .containsKey("/v1/gadgets");
        assertThat(given().get("/q/swagger-ui/").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/metrics").statusCode()).isEqualTo(200);
    }

    private static int sendChunked(int labelBytes) throws IOException {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        var request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/v1/gadgets").toURL().openConnection();
        request.setRequestMethod("POST");
        request.setDoOutput(true);
        request.setChunkedStreamingMode(8192);
        request.setRequestProperty("Content-Type", "application/json");
        request.setRequestProperty("Authorization", "Bearer " + Tokens.operator());
        try (OutputStream body = request.getOutputStream()) {
            body.write("{\"name\": \"a\", \"labels\": {\"a\": \"".getBytes(StandardCharsets.UTF_8));
            body.write("x".repeat(labelBytes).getBytes(StandardCharsets.UTF_8));
            body.write("\"}}".getBytes(StandardCharsets.UTF_8));
        }
        return request.getResponseCode();
    }
}
