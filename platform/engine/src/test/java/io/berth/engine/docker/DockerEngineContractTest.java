package io.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.ContainerState;
import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineContract;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.EngineNetwork;
import io.berth.engine.NetworkSpec;
import io.berth.engine.ProxySpec;
import io.berth.engine.ToolboxSpec;
import io.berth.engine.ToolboxSpec.Access;
import io.berth.engine.VolumeSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The contract on a real engine, when told where one is: {@code -Dberth.contract.socket=/var/run/docker.sock}, or
 * {@code BERTH_CONTRACT_SOCKET}. {@code berth.contract.image} names a local image with coreutils, by default
 * {@code berth/base:trixie}.
 */
@EnabledIf("told")
class DockerEngineContractTest extends EngineContract {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static DockerEngine engine;
    private static DockerEngine stranger;

    static boolean told() {
        return setting("berth.contract.socket").isPresent();
    }

    @BeforeAll
    static void connect() {
        engine = connect("contract-own");
        stranger = connect("contract-stranger");
    }

    @AfterAll
    static void close() {
        engine.close();
        stranger.close();
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected Engine stranger() {
        return stranger;
    }

    @Override
    protected String image() {
        return setting("berth.contract.image").orElse("berth/base:trixie");
    }

    /** By the pid on the host, as a kernel or an operator would. */
    @Override
    protected void killFromOutside(EngineContainer container) {
        ProcessHandle.of(container.pid()).orElseThrow().destroyForcibly();
    }

    @Test
    void aProxyRunsOnTheHostsNetworkBehindItsWallsAndComesBackWhenItDies() {
        engine.createVolume(new VolumeSpec(owner("vol"), name("vol")));
        ProxySpec spec = new ProxySpec(
                owner("proxy"),
                name("proxy"),
                image(),
                List.of("sleep", "60"),
                name("vol"),
                "/run/berth/proxy",
                List.of(),
                null,
                null);
        String id = engine.createSystem(spec);
        assertThat(engine.createSystem(spec)).isEqualTo(id);
        engine.start(id);
        long pid = find(id).pid();
        assertThat(find(id).addresses()).isEmpty();

        killFromOutside(find(id));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> find(id).state() == ContainerState.RUNNING && find(id).pid() != pid);
    }

    @Test
    void aToolReadsAndWritesAsMuchAsItLikesAndLeavesOnlyWhatItChanged() throws Exception {
        engine.createVolume(new VolumeSpec(owner("vol"), name("vol")));
        byte[] sent = new byte[5_000_000];
        new Random(7).nextBytes(sent);
        var written = new ByteArrayOutputStream();

        var kept = engine.runTool(
                tool(Access.CHANGE, "dd", "of=/volume/file", "iflag=fullblock,count_bytes", "count=5000000"),
                new ByteArrayInputStream(sent),
                written,
                LONG);
        var read =
                engine.runTool(tool(Access.LOOK, "cat", "/volume/file"), InputStream.nullInputStream(), written, LONG);
        var refused = engine.runTool(
                tool(Access.LOOK, "touch", "/volume/other"), InputStream.nullInputStream(), written, LONG);

        assertThat(kept.exitCode()).as(kept.complaint()).isZero();
        assertThat(read.exitCode()).as(read.complaint()).isZero();
        assertThat(written.toByteArray()).isEqualTo(sent);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.complaint()).contains("Read-only");
        assertThat(engine.containers("contract")).isEmpty();
    }

    @Test
    void aToolThatTakesTooLongIsCutOffAndRemoved() {
        engine.createVolume(new VolumeSpec(owner("vol"), name("vol")));

        assertFails(
                Kind.TIMEOUT,
                () -> engine.runTool(
                        tool(Access.LOOK, "sleep", "60"),
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        Duration.ofSeconds(2)));

        assertThat(engine.containers("contract")).isEmpty();
    }

    @Test
    void aToolWhoseReaderWentAwayEnds() {
        engine.createVolume(new VolumeSpec(owner("vol"), name("vol")));
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("nobody reads");
            }
        };

        assertFails(
                Kind.UNAVAILABLE,
                () -> engine.runTool(tool(Access.LOOK, "yes"), InputStream.nullInputStream(), gone, LONG));

        assertThat(engine.containers("contract")).isEmpty();
    }

    private ToolboxSpec tool(Access access, String... command) {
        return new ToolboxSpec(owner("tool"), name("tool"), image(), List.of(command), name("vol"), access, null);
    }

    /** Two connections share nothing, as two processes would; the engine chooses the subnets, so it accepts both. */
    @Test
    void twoProcessesAtOnceMakeOneNetwork() throws Exception {
        NetworkSpec spec =
                new NetworkSpec(owner("net"), name("net"), "bridge", List.of(), false, false, null, false, null);
        try (DockerEngine second = connect("contract-own");
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<EngineNetwork> one = callers.submit(() -> engine.createNetwork(spec));
            Future<EngineNetwork> other = callers.submit(() -> second.createNetwork(spec));

            assertThat(one.get().id()).isEqualTo(other.get().id());
        }
        assertThat(engine.networks("contract")).hasSize(1);
    }

    @Test
    void aProxyNeedsItsVolumeToExist() {
        ProxySpec spec = new ProxySpec(
                owner("proxy"), name("proxy"), image(), List.of(), name("absent"), "/run/x", List.of(), null, null);

        assertFails(Kind.NOT_FOUND, () -> engine.createSystem(spec));
    }

    @Test
    void anImageNobodyHasCannotBePulled() {
        assertFails(Kind.UNAVAILABLE, () -> engine.pull("127.0.0.1:1/nothing:1", null));
    }

    private static DockerEngine connect(String installation) {
        return new DockerEngine(
                "local",
                setting("berth.contract.socket").orElseThrow(),
                installation,
                DockerEngine.Deadlines.DEFAULT,
                new SimpleMeterRegistry());
    }

    private static Optional<String> setting(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() ->
                        Optional.ofNullable(System.getenv(property.toUpperCase().replace('.', '_'))));
    }
}
