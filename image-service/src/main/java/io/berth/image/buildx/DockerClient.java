package io.berth.image.buildx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.berth.image.buildx.BuildException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/** The engine by way of docker's client: {@code docker buildx build}, {@code docker push}, {@code docker image rm}. */
@ApplicationScoped
class DockerClient implements BuildEngine {
    private static final Pattern PUSHED = Pattern.compile(".*digest: (sha256:[0-9a-f]{64}) size: \\d+.*");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9]+");
    private static final long ASK_SECONDS = 30;
    private static final String NO_ENGINE = "Cannot connect to the Docker daemon";

    private final BuildxConfig config;
    private volatile String platform;

    DockerClient(BuildxConfig config) {
        this.config = config;
    }

    @Override
    public String platform() throws BuildException {
        if (platform == null) {
            var said = ask(List.of("version", "--format", "{{.Server.Os}}/{{.Server.Arch}}"));
            platform = said.lines()
                    .filter(line -> PLATFORM.matcher(line).matches())
                    .findFirst()
                    .orElseThrow(() -> new BuildException(Kind.ENGINE, "the engine does not answer"));
        }
        return platform;
    }

    @Override
    public void build(BuildOrder order, Path clientConfig, BuildListener listener, StopSignal stop)
            throws BuildException {
        var transcript = new Transcript(listener, Dockerfile.parse(order.dockerfileText()));
        int code = run(
                clientConfig,
                arguments(order),
                Optional.of(order.context()),
                output -> new RawJsonProgress().read(output, transcript),
                stop);
        if (code != 0) {
            var failure = transcript
                    .failure()
                    .orElseGet(() -> new FailedStep(null, null, code, "the client ended with " + code, null));
            if (failure.message().contains(NO_ENGINE)) {
                throw new BuildException(Kind.ENGINE, "the engine does not answer");
            }
            throw new BuildException(failure.message(), failure);
        }
    }

    /** Values stand after an equals sign, where none of them can be taken for an option. */
    private static List<String> arguments(BuildOrder order) {
        var arguments = new ArrayList<>(List.of(
                "buildx",
                "build",
                "--progress=rawjson",
                "--load",
                "--tag=" + order.reference(),
                "--file=" + order.dockerfile()));
        order.arguments().forEach((name, value) -> arguments.add("--build-arg=" + name + "=" + value));
        order.target().ifPresent(target -> arguments.add("--target=" + target));
        order.platform().ifPresent(wanted -> arguments.add("--platform=" + wanted));
        if (order.pull()) {
            arguments.add("--pull");
        }
        arguments.add("-");
        return arguments;
    }

    @Override
    public String push(String reference, Path clientConfig, BuildListener listener, StopSignal stop)
            throws BuildException {
        var said = new ArrayList<String>();
        int code = run(
                clientConfig,
                List.of("push", reference),
                Optional.empty(),
                output -> lines(output).forEachRemaining(line -> {
                    said.add(line);
                    listener.lines(List.of(line));
                }),
                stop);
        if (code != 0) {
            throw new BuildException(Kind.PUSH, said.isEmpty() ? "the push failed" : said.getLast());
        }
        return said.stream()
                .map(PUSHED::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow(() -> new BuildException(Kind.PUSH, "the engine did not say what it pushed"));
    }

    @Override
    public void remove(String reference) throws BuildException {
        var said = ask(List.of("image", "rm", reference));
        if (said.contains("Error") && !said.contains("No such image")) {
            throw new BuildException(Kind.ENGINE, said.strip());
        }
    }

    /** A short question with an empty configuration; what was said, whether the client was content or not. */
    private String ask(List<String> arguments) throws BuildException {
        var stop = new StopSignal();
        CompletableFuture.delayedExecutor(ASK_SECONDS, TimeUnit.SECONDS)
                .execute(() -> stop.stop(StopSignal.Reason.TIMED_OUT));
        var said = new StringBuilder();
        Path directory = null;
        try {
            directory = Files.createTempDirectory("docker-client");
            run(
                    directory,
                    arguments,
                    Optional.empty(),
                    output -> said.append(new String(output.readNBytes(64 * 1024), UTF_8)),
                    stop);
            return said.toString();
        } catch (IOException e) {
            throw new BuildException(Kind.ENGINE, "there is no room for docker's client", e);
        } finally {
            if (directory != null) {
                FileUtils.deleteQuietly(directory.toFile());
            }
        }
    }

    private int run(
            Path clientConfig,
            List<String> arguments,
            Optional<Path> input,
            ClientProcess.Output output,
            StopSignal stop)
            throws BuildException {
        try {
            return new ClientProcess(config, clientConfig).run(arguments, input, output, stop);
        } catch (IOException e) {
            throw new BuildException(Kind.ENGINE, "docker's client cannot be started or read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException(Kind.ENGINE, "the build was interrupted", e);
        }
    }

    private static Iterator<String> lines(InputStream output) {
        return new BufferedReader(new InputStreamReader(output, UTF_8)).lines().iterator();
    }
}
