package io.berth.image.buildx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the client is started, read and stopped; the client here is a script that says what it was given. */
@Timeout(60)
class DockerClientTest {
    @TempDir
    Path directory;

    private Path config;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final BuildListener listener = new BuildListener() {
        @Override
        public void lines(List<String> more) {
            lines.addAll(more);
        }

        @Override
        public void named(String step) {
            lines.add("named " + step);
        }
    };

    @BeforeEach
    void prepare() throws IOException {
        config = Files.createDirectory(directory.resolve("config"));
    }

    private DockerClient client(String script) throws IOException {
        var file = Files.createTempFile(directory, "client", "");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new DockerClient(new BuildxConfig() {
            @Override
            public String client() {
                return file.toString();
            }

            @Override
            public Path socket() {
                return Path.of("/run/engine/docker.sock");
            }

            @Override
            public String memory() {
                return "96MiB";
            }
        });
    }

    private BuildOrder order(Map<String, String> arguments) throws IOException {
        var context = directory.resolve("context.tar");
        Files.writeString(context, "the context\n");
        return new BuildOrder(
                "127.0.0.1:5000/default/app:berth-1",
                context,
                "sub/Dockerfile",
                "FROM x",
                arguments,
                Optional.of("last"),
                Optional.of("linux/amd64"),
                true);
    }

    @Test
    void theClientGetsAListOfArgumentsTheContextAndAnEnvironmentOfItsOwn() throws Exception {
        var client = client("for a in \"$@\"; do echo \"arg $a\"; done; env | sort | sed 's/^/env /'; sed 's/^/in /'");

        client.build(order(Map.of("NASTY", "$(id) \"; rm -rf / --push")), config, listener, new StopSignal());

        assertThat(lines)
                .containsSubsequence(
                        "arg buildx",
                        "arg build",
                        "arg --progress=rawjson",
                        "arg --load",
                        "arg --tag=127.0.0.1:5000/default/app:berth-1",
                        "arg --file=sub/Dockerfile",
                        "arg --build-arg=NASTY=$(id) \"; rm -rf / --push",
                        "arg --target=last",
                        "arg --platform=linux/amd64",
                        "arg --pull",
                        "arg -")
                .contains(
                        "in the context",
                        "env DOCKER_HOST=unix:///run/engine/docker.sock",
                        "env DOCKER_CONFIG=" + config);
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("env "))
                        .map(line -> line.substring(4).split("=")[0]))
                .isSubsetOf(
                        "BUILDX_NO_DEFAULT_ATTESTATIONS",
                        "DOCKER_CLI_HINTS",
                        "DOCKER_CONFIG",
                        "DOCKER_HOST",
                        "GOMEMLIMIT",
                        "HOME",
                        "LANG",
                        "PATH",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "TMPDIR",
                        "_");
    }

    @Test
    void aStoppedClientIsKilledWithAllThatItStarted() throws Exception {
        var client = client("trap '' TERM\n(trap '' TERM; sleep 600) & echo child $!; sleep 600");
        var stop = new StopSignal();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var build = threads.submit(() -> {
                client.build(order(Map.of()), config, listener, stop);
                return null;
            });
            await().until(() -> lines.stream().anyMatch(line -> line.startsWith("child ")));
            long child = Long.parseLong(lines.getFirst().substring("child ".length()));
            assertThat(ProcessHandle.of(child)).isPresent();

            stop.stop(StopSignal.Reason.CANCELLED);

            assertThatThrownBy(build::get).hasRootCauseInstanceOf(BuildException.class);
            await().until(() ->
                    ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
        }
    }

    @Test
    void aClientThatStartsAfterTheStopIsKilledToo() throws Exception {
        var stop = new StopSignal();
        stop.stop(StopSignal.Reason.CANCELLED);

        assertThatThrownBy(() -> client("exec sleep 600").build(order(Map.of()), config, listener, stop))
                .isInstanceOf(BuildException.class);
    }

    @Test
    void anEngineThatIsAwayIsToldFromABuildThatBreaks() throws Exception {
        var away = client("echo 'ERROR: Cannot connect to the Docker daemon at unix:///x. Is it running?'; exit 1");
        var broken = client("echo 'ERROR: failed to solve: exit code: 2'; exit 1");

        assertThat(failure(away).kind()).isEqualTo(BuildException.Kind.ENGINE);
        assertThat(failure(broken).kind()).isEqualTo(BuildException.Kind.BUILD);
        assertThat(failure(broken).step().orElseThrow().exitCode()).isEqualTo(2);
    }

    private BuildException failure(DockerClient client) throws IOException {
        var order = order(Map.of());
        try {
            client.build(order, config, listener, new StopSignal());
        } catch (BuildException e) {
            return e;
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void thePushTellsItsDigest() throws Exception {
        var digest = "sha256:" + "a".repeat(64);
        var client = client("echo \"$@\"; echo 'berth-1: digest: " + digest + " size: 942'");

        assertThat(client.push("127.0.0.1:5000/default/app:berth-1", config, listener, new StopSignal()))
                .isEqualTo(digest);
        assertThat(lines).contains("push 127.0.0.1:5000/default/app:berth-1");
        assertThatThrownBy(() -> client("echo 'denied: no'; exit 1").push("x/y:1", config, listener, new StopSignal()))
                .isInstanceOfSatisfying(BuildException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(BuildException.Kind.PUSH);
                    assertThat(refused).hasMessage("denied: no");
                });
    }

    @Test
    void theEnginesPlatformIsAskedForOnce() throws Exception {
        var asked = directory.resolve("asked");
        var client = client("echo x >> " + asked + "; echo linux/amd64");

        assertThat(List.of(client.platform(), client.platform())).containsOnly("linux/amd64");
        assertThat(Files.readAllLines(asked)).hasSize(1);
        assertThatThrownBy(() -> client("echo nothing; exit 1").platform()).isInstanceOf(BuildException.class);
    }

    @Test
    void anImageThatIsGoneNeedNotBeRemoved() throws Exception {
        var said = new ArrayList<String>();
        client("echo 'Error response from daemon: No such image: x'; exit 1").remove("x");
        try {
            client("echo 'Error response from daemon: in use'; exit 1").remove("x");
        } catch (BuildException e) {
            said.add(e.getMessage());
        }
        assertThat(said).singleElement().asString().contains("in use");
    }
}
