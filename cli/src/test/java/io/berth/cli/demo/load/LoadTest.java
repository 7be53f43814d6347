package io.berth.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void everyRequestIsSentOnceAndAnsweredOnce() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Queue<Exchange> answered = new ConcurrentLinkedQueue<>();
        var enough = new CountDownLatch(200);
        HttpServer server = server(seen);
        try (var load = new Load(plan(server.getAddress().getPort()), 1000, exchange -> {
            answered.add(exchange);
            enough.countDown();
        })) {
            assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
            load.close();
            assertThat(answered).hasSize((int) load.sent()).allMatch(Exchange::succeeded);
            assertThat(seen).hasSize((int) load.sent());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aConnectionThatBreaksUnderARequestIsAFailureAndNotARetry() throws Exception {
        try (var server = new ServerSocket(0, 10, HERE);
                var client =
                        new HttpConnection(new InetSocketAddress(HERE, server.getLocalPort()), Duration.ofSeconds(5))) {
            var accepted = new ConcurrentLinkedQueue<Socket>();
            Thread.ofVirtual().start(() -> acceptAndCut(server, accepted));

            assertThatThrownBy(() -> client.get("/", Map.of())).isInstanceOf(IOException.class);
            assertThat(accepted).hasSize(1);
        }
    }

    @Test
    void anIdleConnectionThatTheServerClosedIsOpenedAgainBeforeTheRequest() throws Exception {
        try (var server = new ServerSocket(0, 10, HERE);
                var client =
                        new HttpConnection(new InetSocketAddress(HERE, server.getLocalPort()), Duration.ofSeconds(5))) {
            var closed = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> answerTwice(server, closed));

            assertThat(client.get("/", Map.of()).body()).isEqualTo("one");
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(client.get("/", Map.of()).body()).isEqualTo("two");
        }
    }

    @Test
    void aChunkedAnswerIsReadToItsEnd() throws Exception {
        try (var server = new ServerSocket(0, 10, HERE);
                var client =
                        new HttpConnection(new InetSocketAddress(HERE, server.getLocalPort()), Duration.ofSeconds(5))) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[1024]);
                    write(
                            socket,
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
                    socket.getInputStream().read(new byte[1024]);
                } catch (IOException gone) {
                    throw new IllegalStateException(gone);
                }
            });

            assertThat(client.get("/", Map.of()).body()).isEqualTo("abcde");
        }
    }

    @Test
    void loadOnAnotherMachineIsRefused() {

        assertThatThrownBy(() -> new Load.Plan(new InetSocketAddress("192.0.2.1", 80), "/", 1, 0, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTallyCountsAnswersByInstanceAndTellsFailures() {
        var tally = new Tally();
        tally.accept(new Exchange("1", 200, "{\"instance\":\"a\",\"request\":\"1\"}", 1_000_000, null));
        tally.accept(new Exchange("2", 200, "{\"instance\":\"b\",\"request\":\"2\"}", 3_000_000, null));
        tally.accept(new Exchange("3", 503, "", 2_000_000, null));

        assertThat(tally.byInstance()).containsExactly(Map.entry("a", 1L), Map.entry("b", 1L));
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.failures()).singleElement().asString().contains("503");
        assertThat(tally.latencyMs(0.5)).isEqualTo(1.0);
        assertThat(tally.latencyMs(1)).isEqualTo(3.0);
    }

    private static Load.Plan plan(int port) {
        return new Load.Plan(new InetSocketAddress(HERE, port), "/", 4, 2, "t-");
    }

    private static HttpServer server(Set<String> seen) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(HERE, 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            assertThat(seen.add(exchange.getRequestHeaders().getFirst("X-Request-Id")))
                    .isTrue();
            byte[] body = "{\"instance\":\"here\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void acceptAndCut(ServerSocket server, Queue<Socket> accepted) {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.add(socket);
                socket.getInputStream().read(new byte[1024]);
                socket.close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void answerTwice(ServerSocket server, CountDownLatch closed) {
        try {
            for (String body : new String[] {"one", "two"}) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[1024]);
                    write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + body);
                }
                closed.countDown();
            }
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
