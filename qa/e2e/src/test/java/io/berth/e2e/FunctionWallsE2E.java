package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What code in a function can reach, be and write, and how long it may take; on the real engine. */
@Order(3)
class FunctionWallsE2E {

    private static final String NAME = "e2e-walls";
    private static final String PEER = "e2e-walls-peer";
    private static final int PEERS_PORT = 9000;
    private static final String OUTSIDE = "e2e-walls-outside";

    /** Of about a third of a second each. */
    private static final int LOOKS = 10;

    /** Does what the event asks and says how it went. */
    private static final String CODE = """
            import net from 'node:net';
            import fs from 'node:fs';
            import os from 'node:os';
            import v8 from 'node:v8';
            const connect = ({ host, port }) => new Promise((resolve) => {
              const socket = net.connect({ host, port, timeout: 1500 });
              const end = (how) => { socket.destroy(); resolve(how); };
              socket.on('connect', () => end('connected'));
              socket.on('timeout', () => end('timeout'));
              socket.on('error', (e) => end(e.code));
            });
            const write = (path) => {
              try { fs.writeFileSync(path, 'x'); return 'written'; } catch (e) { return e.code; }
            };
            export const handler = async (event) => {
              if (event.sleepMs) await new Promise((resolve) => setTimeout(resolve, event.sleepMs));
              if (event.grab) { const hoard = []; while (true) hoard.push(Buffer.alloc(16 << 20, 1)); }
              if (event.listen) await new Promise((resolve) => net.createServer().listen(event.listen, resolve));
              const held = [];
              for (let mb = 0; mb < (event.arrays ?? 0); mb++) held.push(new Array(131072).fill(mb + 0.5));
              if (event.exit) process.exit(event.exit);
              return {
                reached: await Promise.all((event.connect ?? []).map(connect)),
                wrote: (event.write ?? []).map(write),
                address: Object.values(os.networkInterfaces()).flat().find((one) => !one.internal)?.address,
                uid: process.getuid(),
                pid: process.pid,
                heapMb: v8.getHeapStatistics().heap_size_limit >> 20,
                held: held.length,
              };
            };
            """;

    private final Berth berth = Berth.admin();

    @BeforeEach
    void deploy() {
        clear();
        deploy(NAME);
    }

    private void deploy(String name) {
        berth.function()
                .create(
                        "/v1/functions",
                        Map.of(
                                "name",
                                name,
                                "runtime",
                                "nodejs24.x",
                                "handler",
                                "index.handler",
                                "memoryMb",
                                128,
                                "timeout",
                                "4s",
                                "code",
                                Map.of("zip", Zip.of("index.mjs", CODE))));
    }

    @AfterEach
    void clear() {
        berth.function().remove("/v1/functions/" + NAME);
        berth.function().remove("/v1/functions/" + PEER);
        Commands.attempt("", "docker", "rm", "--force", OUTSIDE);
        Commands.attempt("", "docker", "network", "rm", OUTSIDE);
    }

    @Test
    void itReachesNeitherTheSuiteNorTheHostNorAnybodyElse() throws IOException {
        Commands.run("docker", "network", "create", "--subnet", "10.251.11.0/24", OUTSIDE);
        Commands.run(
                "docker",
                "run",
                "--detach",
                "--name",
                OUTSIDE,
                "--network",
                OUTSIDE,
                "--ip",
                "10.251.11.9",
                Suite.registry() + "/" + SampleApp.pushed());
        try (var onTheHost = new ServerSocket(0, 16, InetAddress.getByName("0.0.0.0"))) {
            int port = onTheHost.getLocalPort();
            List<Map<String, Object>> places = new ArrayList<>();
            for (String service : List.of("postgres", "kafka", "image", "function", "console")) {
                Engine.addresses(service).forEach(address -> places.add(place(address, port(service))));
            }
            places.add(place(gatewayOf(functionNetwork()), port));
            places.add(place("10.251.11.1", port));
            places.add(place("10.251.11.9", 8080));
            deploy(PEER);
            var peer = invoke(PEER, Map.of("listen", PEERS_PORT)).jsonPath().getString("address");
            places.add(place(peer, PEERS_PORT));
            // The test itself reaches them, so that a wall is what keeps the function out.
            places.forEach(place ->
                    assertThat(reachable(place)).as("from the host: %s", place).isTrue());

            JsonPath seen = invoke(Map.of("connect", places)).jsonPath();

            assertThat(seen.<String>getList("reached")).hasSize(places.size()).doesNotContain("connected");
        }
    }

    @Test
    void itIsNotRootAndWritesOnlyWhatIsItsOwn() {
        JsonPath seen = invoke(Map.of("write", List.of("/tmp/mine", "/etc/passwd", "/opt/berth/x", "/x")))
                .jsonPath();

        assertThat(seen.getInt("uid")).isNotZero();
        assertThat(seen.<String>getList("wrote").getFirst()).isEqualTo("written");
        assertThat(seen.<String>getList("wrote").subList(1, 4)).doesNotContain("written");
    }

    @Test
    void aClaimedInvocationWaitsForNoContainer() {
        List<Set<String>> looks = new ArrayList<>();
        Eventually.within(60, "the pool is full and stands still", () -> {
            looks.add(Engine.running("function-instance"));
            return looks.size() > LOOKS
                    && looks.getLast().size() >= 2
                    && Set.copyOf(looks.subList(looks.size() - LOOKS, looks.size()))
                                    .size()
                            == 1;
        });
        Instant begin = Instant.now();
        Response cold = invoke(Map.of());
        Instant end = Instant.now();

        assertThat(cold.header("Berth-Start")).isEqualTo("cold");
        assertThat(Engine.lines(
                        "events",
                        "--since",
                        begin.toString(),
                        "--until",
                        end.toString(),
                        "--filter",
                        "type=container",
                        "--filter",
                        "event=create",
                        "--filter",
                        "event=start",
                        "--filter",
                        "label=io.berth.kind=function-instance"))
                .isEmpty();
        System.out.printf(
                "claimed invocation answered in %d ms%n",
                Duration.between(begin, end).toMillis());
    }

    @Test
    void whatTakesTooLongWhatEndsAndWhatTakesTooMuchAreToldApartAndTheNextRequestIsServed() {
        long asked = System.nanoTime();
        assertThat(invoke(Map.of("sleepMs", 20_000)).jsonPath().getString("code"))
                .isEqualTo("FUNCTION_TIMED_OUT");
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .as("until the answer, of a function that may take 4 s and wanted 20")
                .isLessThan(Duration.ofSeconds(10));
        assertThat(invoke(Map.of("exit", 3)).jsonPath().getString("code")).isEqualTo("FUNCTION_CRASHED");
        assertThat(invoke(Map.of("grab", true)).jsonPath().getString("code")).isEqualTo("FUNCTION_OUT_OF_MEMORY");
        assertThat(invoke(Map.of()).statusCode()).isEqualTo(200);
    }

    /** The engine of JavaScript ends itself when its heap is full: arrays live there, buffers do not. */
    @Test
    void aFunctionMayFillTheMemoryThatItAsksForAndNoMore() {
        // Filling it takes a while.
        berth.function().patch("/v1/functions/" + NAME, Map.of("memoryMb", 1024, "timeout", "60s"));
        var heap = invoke(Map.of()).jsonPath().getInt("heapMb");
        var fits = invoke(Map.of("arrays", 500));
        var tooMuch = invoke(Map.of("arrays", 2000));

        assertThat(heap).isBetween(700, 1024);
        assertThat(fits.statusCode()).as(fits.asString()).isEqualTo(200);
        assertThat(tooMuch.jsonPath().getString("code")).isEqualTo("FUNCTION_OUT_OF_MEMORY");
        assertThat(invoke(Map.of()).statusCode()).isEqualTo(200);
    }

    private Response invoke(Map<String, Object> event) {
        return invoke(NAME, event);
    }

    private Response invoke(String name, Map<String, Object> event) {
        return berth.function().post("/v1/functions/" + name + "/invocations", event);
    }

    private static Map<String, Object> place(String host, int port) {
        return Map.of("host", host, "port", port);
    }

    private static int port(String service) {
        return switch (service) {
            case "postgres" -> 5432;
            case "kafka" -> 9092;
            case "image" -> 8081;
            case "function" -> 8086;
            default -> 8080;
        };
    }

    private static boolean reachable(Map<String, Object> place) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress((String) place.get("host"), (int) place.get("port")), 2000);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private static String functionNetwork() {
        return Engine.only(Engine.networks("function-network"), Suite.PROJECT);
    }

    private static String gatewayOf(String network) {
        return Commands.run(
                "docker", "network", "inspect", "--format", "{{range .IPAM.Config}}{{.Gateway}}{{end}}", network);
    }
}
