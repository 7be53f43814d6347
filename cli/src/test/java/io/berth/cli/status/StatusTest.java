package io.berth.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusTest {
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFailingCheckIsNamed() {
        answer(503, """
                {"status":"DOWN","checks":[{"name":"database","status":"UP"},{"name":"engine","status":"DOWN"}]}""");

        var health = probe("http://127.0.0.1:" + server.getAddress().getPort());

        assertThat(health.status()).isEqualTo("DOWN");
        assertThat(health.failing()).containsExactly("engine");
    }

    @Test
    void aServiceThatAnswersUpIsUp() {
        answer(200, "{\"status\":\"UP\",\"checks\":[]}");

        assertThat(probe("http://127.0.0.1:" + server.getAddress().getPort()).up())
                .isTrue();
    }

    @Test
    void aClosedPortIsUnreachable() {
        server.stop(0);

        assertThat(probe("http://127.0.0.1:" + server.getAddress().getPort()).status())
                .isEqualTo("UNREACHABLE");
    }

    @Test
    void endpointsAreNamedWithBothAddresses() {
        assertThat(ServiceEndpoint.parse("image=http://image:8081|127.0.0.1:8081, console=http://c:1|x:2"))
                .containsExactly(
                        new ServiceEndpoint("image", "http://image:8081", "127.0.0.1:8081"),
                        new ServiceEndpoint("console", "http://c:1", "x:2"));
        assertThatThrownBy(() -> ServiceEndpoint.parse("image")).hasMessageContaining("image");
    }

    private void answer(int code, String body) {
        server.createContext("/q/health/ready", exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static ServiceHealth probe(String url) {
        return new HealthProbe()
                .probe(List.of(new ServiceEndpoint("x", url, "x")))
                .getFirst();
    }
}
