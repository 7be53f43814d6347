package io.berth.console.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(value = TestServices.class, restrictToAnnotatedClass = true)
class GatewayComponentTest {

    private static final String TOKEN = Tokens.viewer();

    @TestHTTPResource("/")
    URI console;

    @Test
    void aRequestReachesTheServiceWithTheCallersOwnToken() {
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + TOKEN)
                .get("/api/network/v1/networks/a%2Fb?label=x%3Dy")
                .then()
                .statusCode(202)
                .header("ETag", "\"1\"")
                .header("Location", "/api/network/v1/networks/net_1")
                .body(equalTo("GET /v1/networks/a%2Fb?label=x%3Dy Bearer " + TOKEN + " 0"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("sandbox"));
    }

    @Test
    void aBodyStreamsThrough() {
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);

        asViewer()
                .contentType("application/octet-stream")
                .body(body)
                .post("/api/network/v1/networks")
                .then()
                .statusCode(202)
                .body(containsString(" 3000000"));
    }

    @Test
    void theConsolesOwnJsonStaysSmall() {
        asViewer()
                .contentType("application/json")
                .body(new byte[2_000_000])
                .post("/v1/services")
                .then()
                .statusCode(413)
                .body("code", equalTo("BODY_TOO_LARGE"));
    }

    @Test
    void withoutAValidTokenNoConnectionIsSpent() {
        given().get("/api/network/v1/anonymous").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        given().auth()
                .oauth2(Tokens.expired())
                .get("/api/network/v1/expired")
                .then()
                .statusCode(401);
        assertThat(TestServices.ASKED).doesNotContain("/v1/anonymous", "/v1/expired");
        given().get("/api/network/q/health/ready").then().statusCode(503);
    }

    @Test
    void theQueueForAServiceIsBoundedAndWhoLeavesItAsksNothing() throws Exception {
        TestServices.gate = new CountDownLatch(1);
        List<Socket> clients = new ArrayList<>();
        try {
            for (String path : List.of("/slow1", "/slow2")) {
                clients.add(send(path));
                await().until(() -> TestServices.ASKED.contains(path));
            }
            clients.add(send("/leaving1"));
            clients.add(send("/leaving2"));
            await().untilAsserted(() -> asViewer()
                    .get("/api/network/v1/refused")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("SERVICE_BUSY")));
            for (Socket client : clients.reversed()) {
                hangUp(client);
            }
        } finally {
            TestServices.gate.countDown();
        }
        await().untilAsserted(
                        () -> asViewer().get("/api/network/v1/after").then().statusCode(202));
        assertThat(TestServices.ASKED).contains("/v1/after").doesNotContain("/leaving1", "/leaving2");
    }

    @Test
    void whoWaitsTooLongForAConnectionIsTold() throws Exception {
        TestServices.gate = new CountDownLatch(1);
        List<Socket> clients = new ArrayList<>();
        try {
            for (String path : List.of("/slow3", "/slow4")) {
                clients.add(send(path));
                await().until(() -> TestServices.ASKED.contains(path));
            }
            asViewer()
                    .get("/api/network/v1/late")
                    .then()
                    .statusCode(504)
                    .contentType("application/problem+json")
                    .body("code", equalTo("SERVICE_TIMEOUT"));
        } finally {
            TestServices.gate.countDown();
            for (Socket client : clients) {
                client.close();
            }
        }
        assertThat(TestServices.ASKED).doesNotContain("/v1/late");
    }

    @Test
    void aStreamOutlivesSilencesLongerThanEveryTimeout() throws Exception {
        try (var client = send("/events", "Accept: text/event-stream\r\n")) {
            client.setSoTimeout(5_000);
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            List<String> seen = new ArrayList<>();
            for (String line = ""; line != null && !line.equals("data: after"); line = lines.readLine()) {
                seen.add(line);
            }
            assertThat(seen).contains("data: before");
            assertThat(seen.subList(seen.indexOf("data: before"), seen.size()).stream()
                            .filter(":"::equals))
                    .hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aRegistrysClientIsJudgedByTheRegistry() {
        given().get("/api/network/v2/").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        String challenge = given().header("Authorization", "Bearer a-registry-token")
                .get("/api/image/v2/")
                .then()
                .statusCode(401)
                .extract()
                .header("WWW-Authenticate");
        assertThat(challenge).isEqualTo("Bearer realm=\"" + console + "api/image/token\",service=\"berth\"");
        assertThat(TestServices.ASKED).contains("/v2/ Bearer a-registry-token");
    }

    @Test
    void oneSwaggerUiShowsTheServicesDocumentsAsSeenFromHere() {
        given().redirects()
                .follow(false)
                .get("/api/network/q/swagger-ui/")
                .then()
                .statusCode(302)
                .header("Location", equalTo("/q/swagger-ui/"));
        given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("/api/network/q/openapi"));
        given().get("/api/network/q/openapi")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("network"))
                .body("servers.url", equalTo(List.of("/api/network")));
        given().get("/api/balancer/q/openapi").then().statusCode(502);
    }

    private Socket send(String path) throws IOException {
        return send(path, "");
    }

    private Socket send(String path, String headers) throws IOException {
        var client = new Socket(console.getHost(), console.getPort());
        client.getOutputStream()
                .write(("GET /api/network" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n"
                                + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Returns when the console has noticed. */
    private static void hangUp(Socket client) throws IOException {
        try (client) {
            client.setSoTimeout(10_000);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static RequestSpecification asViewer() {
        return given().auth().oauth2(TOKEN);
    }

    @Test
    void headHasNoBody() {
        asViewer().head("/api/network/v1/networks").then().statusCode(202).header("ETag", "\"1\"");
    }

    @Test
    void aServiceThatIsNotThereIsNotFoundAndOneThatIsSilentIsABadGateway() {
        for (String path : new String[] {"/api/nothing/v1", "/api/", "/api/network"}) {
            asViewer().get(path).then().statusCode(404).contentType("application/problem+json");
        }
        asViewer()
                .get("/api/scaler/v1/groups")
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
                .body("items.find { it.name == 'scaler' }.status", equalTo("UNREACHABLE"))
                .body("items.name", equalTo(List.of("image", "network", "volume", "balancer", "scaler", "function")));
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
