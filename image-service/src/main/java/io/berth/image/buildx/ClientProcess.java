package io.berth.image.buildx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One run of docker's client: an argument list, never a shell; an environment that holds what is named here and nothing
 * of this service; killed with all that it started when it has to stop.
 */
final class ClientProcess {
    private static final long GRACE_SECONDS = 5;

    private final BuildxConfig config;
    private final Path clientConfig;

    /** @param clientConfig directory for the client's configuration, state and temporary files */
    ClientProcess(BuildxConfig config, Path clientConfig) {
        this.config = config;
        this.clientConfig = clientConfig;
    }

    /** Takes what the process writes, errors too, until it ends. */
    interface Output {
        void read(InputStream output) throws IOException;
    }

    /**
     * @param input the process's standard input; empty for none
     * @return its exit code
     */
    int run(List<String> arguments, Optional<Path> input, Output output, StopSignal stop)
            throws IOException, InterruptedException {
        var process = start(arguments, input);
        stop.kills(() -> Thread.startVirtualThread(() -> end(process)));
        try (var written = process.getInputStream()) {
            output.read(written);
            return process.waitFor();
        } finally {
            stop.nothingRuns();
            if (process.isAlive()) {
                end(process);
            }
        }
    }

    private Process start(List<String> arguments, Optional<Path> input) throws IOException {
        var command = new ArrayList<String>();
        command.add(config.client());
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command).directory(clientConfig.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.redirectInput(input.map(Path::toFile)
                .map(ProcessBuilder.Redirect::from)
                .orElse(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())));
        return builder.start();
    }

    private Map<String, String> environment() {
        var directory = clientConfig.toString();
        return Map.of(
                "PATH",
                "/usr/bin:/bin:/usr/local/bin",
                "LANG",
                "C.UTF-8",
                "HOME",
                directory,
                "TMPDIR",
                directory,
                "DOCKER_CONFIG",
                directory,
                "DOCKER_HOST",
                "unix://" + config.socket(),
                "DOCKER_CLI_HINTS",
                "false",
                "BUILDX_NO_DEFAULT_ATTESTATIONS",
                "1",
                "GOMEMLIMIT",
                config.memory());
    }

    /** Asks first, so that the client can tell the engine; what is left after a while is killed. */
    private static void end(Process process) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            for (var one : all) {
                one.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stillThere) {
            // Killed below, like everything that has not ended.
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
