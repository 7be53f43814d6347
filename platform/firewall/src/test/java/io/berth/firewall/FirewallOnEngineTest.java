package io.berth.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.ContainerSpec;
import io.berth.engine.Engine;
import io.berth.engine.EngineNetwork;
import io.berth.engine.FirewallSpec;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.engine.docker.DockerEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The rules on a real engine of this very host, when told where it is: {@code -Dberth.contract.socket=/var/run/docker.sock}.
 * {@code berth.contract.image} and {@code berth.contract.firewall} name the images, by default {@code berth/base:trixie} and
 * {@code berth/firewall}.
 */
@EnabledIfSystemProperty(named = "berth.contract.socket", matches = ".+")
class FirewallOnEngineTest {
    private static final String INSTALLATION = "fwtest";
    private static final String IMAGE = System.getProperty("berth.contract.image", "berth/base:trixie");
    private static final String FIREWALL = System.getProperty("berth.contract.firewall", "berth/firewall");
    private static final String CLOSED = "10.231.91.";
    private static final String OTHER = "10.231.92.";
    private static final Reach ALLOWED = new Reach(CLOSED + "2", 9001);

    /** Answers each connection with a line. */
    private static final List<String> LISTENER = List.of("perl", "-MIO::Socket::INET", "-e", """
            for $p (9001, 9002) { next if fork;
              $s = IO::Socket::INET->new(LocalPort => $p, Listen => 9, ReuseAddr => 1) or die;
              while ($c = $s->accept) { print $c "hi\\n"; close $c } }
            wait""");

    /** Tries each address again and again; a line of answers per round. */
    private static final String PROBE = """
            while :; do line=; for target; do
              if timeout 1 bash -c "exec 3<>/dev/tcp/$target && read x <&3" 2>/dev/null; then line="$line $target=yes"; else line="$line $target=no"; fi
            done; echo "$line"; done""";

    private final DockerEngine engine = new DockerEngine(
            "h1",
            System.getProperty("berth.contract.socket"),
            INSTALLATION,
            DockerEngine.Deadlines.DEFAULT,
            new SimpleMeterRegistry());
    private EngineNetwork closed;
    private EngineNetwork other;
    private ServerSocket onHost;

    private final Firewall firewall =
            new Firewall(new ThisHost(engine), host -> wanted(), new Settings(), INSTALLATION, "function-service");

    private record ThisHost(Engine engine) implements Hosts {
        @Override
        public List<Host> all() {
            return List.of(defaultHost());
        }

        @Override
        public Engine engine(String host) {
            return engine;
        }

        @Override
        public Host defaultHost() {
            return new Host("h1", "a");
        }
    }

    private static final class Settings implements FirewallConfig {
        @Override
        public String image() {
            return FIREWALL;
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(30);
        }
    }

    private Ruleset wanted() {
        return new Ruleset(List.of(ClosedNetwork.of(closed, List.of(ALLOWED))));
    }

    @BeforeEach
    void furnish() throws IOException {
        clean();
        onHost = new ServerSocket(0);
        Thread.ofVirtual().start(this::greet);
        closed = network("closed", CLOSED, true);
        other = network("other", OTHER, false);
        run("api", closed, CLOSED + "2", LISTENER);
        run("peer", closed, CLOSED + "3", LISTENER);
        run("stranger", other, OTHER + "2", LISTENER);
    }

    @AfterEach
    void clean() throws IOException {
        if (onHost != null) {
            onHost.close();
        }
        tool("clear", INSTALLATION);
        engine.containers("probe").forEach(container -> engine.remove(container.id()));
        engine.networks("probe").forEach(network -> engine.removeNetwork(network.id()));
    }

    @Test
    void aClosedNetworkReachesTheOneAddressAndNothingElseAndIsClosedAgainAfterAFlush() throws IOException {
        var host = Integer.toString(onHost.getLocalPort());
        var onGateway = CLOSED + "1/" + host;
        var targets = List.of(
                CLOSED + "2/9001",
                CLOSED + "2/9002",
                CLOSED + "3/9001",
                onGateway,
                OTHER + "2/9001",
                OTHER + "1/" + host);
        var prober = run("prober", closed, CLOSED + "4", probe(targets));
        var outsider = run("outsider", other, OTHER + "4", probe(List.of(CLOSED + "2/9001", CLOSED + "1/" + host)));
        // What the engine itself leaves open on an internal network: the reason for all this.
        awaitRound(prober, CLOSED + "3/9001", "yes");
        awaitRound(prober, onGateway, "yes");

        firewall.ensure("h1");
        requireClosed(prober, targets);
        awaitRound(outsider, CLOSED + "2/9001", "no");

        // As somebody's flush would leave it.
        tool("clear", INSTALLATION);
        awaitRound(prober, CLOSED + "3/9001", "yes");
        firewall.ensure("h1");
        requireClosed(prober, targets);

        // Said again, it interrupts nobody.
        var before = rounds(prober).size();
        for (int again = 0; again < 5; again++) {
            firewall.ensure("h1");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> rounds(prober).size() > before + 1);
        assertThat(rounds(prober).subList(before, rounds(prober).size()))
                .allSatisfy(round -> assertThat(round).containsEntry(targets.getFirst(), "yes"));
    }

    private static List<String> probe(List<String> targets) {
        return Stream.concat(Stream.of("bash", "-c", PROBE, "probe"), targets.stream())
                .toList();
    }

    private void requireClosed(String prober, List<String> targets) {
        var expected = new TreeMap<String, String>();
        targets.forEach(target -> expected.put(target, "no"));
        expected.put(targets.getFirst(), "yes");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(rounds(prober).getLast()).isEqualTo(expected));
    }

    private void awaitRound(String prober, String target, String answer) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rounds(prober).stream()
                        .reduce((earlier, later) -> later)
                        .filter(round -> answer.equals(round.get(target)))
                        .isPresent());
    }

    private List<Map<String, String>> rounds(String prober) {
        return engine.logTail(prober, 1000)
                .lines()
                .map(FirewallOnEngineTest::round)
                .toList();
    }

    private static Map<String, String> round(String line) {
        var answers = new TreeMap<String, String>();
        for (var answer : line.strip().split(" ")) {
            answers.put(answer.split("=")[0], answer.split("=")[1]);
        }
        return answers;
    }

    private void greet() {
        try {
            while (true) {
                try (var client = onHost.accept()) {
                    client.getOutputStream().write("hi\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closedNow) {
            if (!onHost.isClosed()) {
                throw new UncheckedIOException(closedNow);
            }
        }
    }

    private EngineNetwork network(String name, String prefix, boolean internal) {
        return engine.createNetwork(new NetworkSpec(
                owner(name),
                "berth-" + INSTALLATION + "-" + name,
                "bridge",
                List.of(new SubnetSpec(prefix + "0/24", prefix + "1", null)),
                internal,
                false,
                null,
                false,
                null));
    }

    private String run(String name, EngineNetwork network, String address, List<String> command) {
        var id = engine.createContainer(new ContainerSpec(
                owner(name),
                "berth-" + INSTALLATION + "-" + name,
                IMAGE,
                command,
                List.of(),
                Map.of(),
                List.of(new NetworkAttachment(network.name(), List.of(), address)),
                List.of(),
                Limits.DEFAULTS,
                null,
                Duration.ofSeconds(1),
                false,
                null));
        engine.start(id);
        return id;
    }

    private void tool(String... command) {
        var spec = new FirewallSpec(owner("tool"), "berth-" + INSTALLATION + "-tool", FIREWALL, List.of(command), null);
        var result = engine.runTool(
                spec, InputStream.nullInputStream(), OutputStream.nullOutputStream(), Duration.ofSeconds(30));
        assertThat(result.exitCode()).as(result.complaint()).isZero();
    }

    private static Owner owner(String name) {
        return new Owner("default", "probe", "probe_" + name, name, 1);
    }
}
