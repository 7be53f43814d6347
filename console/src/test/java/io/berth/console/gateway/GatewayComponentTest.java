package io.berth.console.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(value = GatewayComponentTest.Services.class, restrictToAnnotatedClass = true)
class GatewayComponentTest {

    /** A service that says what it was asked, one that is down, and none for the rest. */
    public static class Services implements QuarkusTestResourceLifecycleManager {

        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            server.createContext("/", Services::echo);
            server.createContext("/q/health/ready", Services::unwell);
            server.start();
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            return Map.of(
                    "berth.console.services.network", address, "berth.console.services.image", "http://127.0.0.1:1");
        }

        private static void echo(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body.length;
            exchange.getResponseHeaders().add("Location", "/v1/networks/net_1");
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            byte[] answer = asked.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(202, exchange.getRequestMethod().equals("HEAD") ? -1 : answer.length);
            if (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        }

        private static void unwell(HttpExchange exchange) throws IOException {
            byte[] body =
                    "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"outbox\",\"status\":\"DOWN\"},{\"name\":\"db\",\"status\":\"UP\"}]}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    @TestHTTPResource("/")
    URI console;

    @Test
    void aRequestReachesTheServiceWithTheCallersOwnToken() {
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer mine")
                .get("/api/network/v1/networks/a%2Fb?label=x%3Dy")
                .then()
                .statusCode(202)
                .header("ETag", "\"1\"")
                .header("Location", "/api/network/v1/networks/net_1")
                .body(equalTo("GET /v1/networks/a%2Fb?label=x%3Dy Bearer mine 0"));
    }

    @Test
    void aBodyStreamsThrough() {
        byte[] body = new byte[700_000];
        new Random(1).nextBytes(body);

        given().contentType("application/octet-stream")
                .body(body)
                .post("/api/network/v1/networks")
                .then()
                .statusCode(202)
                .body(containsString(" 700000"));
    }

    @Test
    void headHasNoBody() {
        given().head("/api/network/v1/networks").then().statusCode(202).header("ETag", "\"1\"");
    }

    @Test
    void aServiceThatIsNotThereIsNotFoundAndOneThatIsSilentIsABadGateway() {
        for (String path : new String[] {"/api/function/v1/functions", "/api/nothing/v1", "/api/", "/api/network"}) {
            given().get(path).then().statusCode(404).contentType("application/problem+json");
        }
        given().get("/api/image/v1/repositories")
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("code", equalTo("SERVICE_UNREACHABLE"))
                .body("traceId", notNullValue());
    }

    @Test
    void aPathThatLeavesTheServiceIsRefused() throws Exception {
        for (String path : new String[] {
            "/api/network/../image/v1",
            "/api/network/v1/%2e%2e/secret",
            "/api/network//elsewhere/",
            "/api/network/v1/..%2fsecret"
        }) {
            assertThat(raw(path)).as(path).doesNotContain(" 202 ").matches("(?s)HTTP/1.1 4\\d\\d .*");
        }
    }

    @Test
    void theServicesHealthIsShownWithItsReasons() {
        given().auth()
                .oauth2(Tokens.viewer())
                .get("/v1/services")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'network' }.status", equalTo("DOWN"))
                .body("items.find { it.name == 'network' }.failing", equalTo(java.util.List.of("outbox")))
                .body("items.find { it.name == 'image' }.status", equalTo("UNREACHABLE"))
                .body("items.find { it.name == 'function' }.status", equalTo("ABSENT"));
    }

    @Test
    void thePageUsesNothingButItsOwnFiles() {
        for (String path : new String[] {"/", "/app.js", "/app.css"}) {
            String policy = given().get(path)
                    .then()
                    .statusCode(200)
                    .header("X-Content-Type-Options", "nosniff")
                    .body(not(containsString("http://")))
                    .body(not(containsString("https://")))
                    .extract()
                    .header("Content-Security-Policy");
            assertThat(policy)
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
        }
        given().get("/").then().body(not(containsString("style="))).body(not(containsString("onclick")));
    }

    /** Other clients tidy a path before they send it. */
    private String raw(String path) throws IOException {
        try (var socket = new Socket(console.getHost(), console.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
