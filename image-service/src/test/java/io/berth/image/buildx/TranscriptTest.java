package io.berth.image.buildx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What buildx 0.13 wrote of real builds, read as it comes. */
class TranscriptTest {
    private static final class Heard implements BuildListener {
        private final List<String> lines = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        @Override
        public synchronized void lines(List<String> more) {
            lines.addAll(more);
        }

        @Override
        public synchronized void named(String step) {
            names.add(step);
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = TranscriptTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private final Heard heard = new Heard();

    private Transcript read(InputStream output, String dockerfile) throws IOException {
        var transcript = new Transcript(heard, Dockerfile.parse(dockerfile));
        new RawJsonProgress().read(output, transcript);
        return transcript;
    }

    private Transcript read(String output) throws IOException {
        return read(new ByteArrayInputStream(output.getBytes(UTF_8)), "FROM x");
    }

    @Test
    void aBuildThatBrokeIsToldWithItsStepLineAndLastWords() throws IOException {
        var dockerfile = new String(resource("failing.Dockerfile"), UTF_8);

        var failure = read(new ByteArrayInputStream(resource("failing.rawjson")), dockerfile)
                .failure();

        assertThat(failure).hasValueSatisfying(step -> {
            assertThat(step.step()).startsWith("[stage-1 4/4] RUN printf");
            assertThat(step.line()).isEqualTo(10);
            assertThat(step.exitCode()).isEqualTo(3);
            assertThat(step.message()).contains("exit code: 3");
            assertThat(step.output()).isEqualTo("ünë\nlast words");
        });
        assertThat(heard.lines)
                .anyMatch(line -> line.matches("#\\d+ \\[first 3/3\\] RUN echo prepared > here"))
                .anyMatch(line -> line.matches("#\\d+ \\d+\\.\\d{3} ünë"))
                .anyMatch(line -> line.matches("#\\d+ DONE \\d+\\.\\ds"))
                .anyMatch(line -> line.matches("#\\d+ CACHED"))
                .anyMatch(line -> line.matches("#\\d+ ERROR: .*exit code: 3"))
                .last()
                .asString()
                .startsWith("ERROR: failed to solve");
        assertThat(heard.names).contains("[internal] load metadata for docker.io/berth/base:trixie");
    }

    @Test
    void eachObjectIsToldBeforeTheNextOneIsThere() throws Exception {
        try (var writer = new PipedOutputStream();
                var reader = new PipedInputStream(writer, 1 << 20)) {
            var thread = Thread.startVirtualThread(() -> {
                try {
                    read(reader, "FROM x");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            var first =
                    "{\n  \"vertexes\": [\n    {\"digest\":\"a\",\"name\":\"one\",\"started\":\"2026-01-01T00:00:00Z\"}\n  ]\n}\n";
            var second = "{\"logs\":[{\"vertex\":\"a\",\"data\":\"aGkK\",\"timestamp\":\"2026-01-01T00:00:01Z\"}]}";
            writer.write((first + second).getBytes(UTF_8));
            writer.flush();
            Awaitility.await().untilAsserted(() -> assertThat(heard.all()).containsExactly("#1 one", "#1 1.000 hi"));
            writer.close();
            thread.join();
        }
    }

    @Test
    void textAroundTheObjectsIsKept() throws IOException {
        read(
                "WARNING: careful\n{\"vertexes\":[]}\nin between\n{\"vertexes\":[{\"digest\":\"a\",\"name\":\"n\",\"started\":"
                        + "\"2026-01-01T00:00:00Z\"}],\"unknown\":{\"x\":[1]}} \n\nthe end");

        assertThat(heard.lines).containsExactly("WARNING: careful", "in between", "#1 n", "the end");
    }

    @Test
    void anObjectThatIsCutOffIsLeftOut() throws IOException {
        read("{\"vertexes\":[]}\n{\"vertexes\":[{\"digest\":");

        assertThat(heard.lines).isEmpty();
    }

    @Test
    void charactersAndLinesThatComeInPiecesArePutTogether() throws IOException {
        var started = "{\"vertexes\":[{\"digest\":\"a\",\"name\":\"n\",\"started\":\"2026-01-01T00:00:00Z\"}]}";
        var pieces = new StringBuilder(started);
        for (byte one : "ü 10%\r20%\nrest".getBytes(UTF_8)) {
            pieces.append("{\"logs\":[{\"vertex\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":\"")
                    .append(Base64.getEncoder().encodeToString(new byte[] {one}))
                    .append("\"}]}");
        }
        read(pieces + started.replace("\"started\"", "\"completed\":\"2026-01-01T00:00:02Z\",\"started\""));

        assertThat(heard.lines).containsExactly("#1 n", "#1 0.000 20%", "#1 0.000 rest", "#1 DONE 2.0s");
    }

    @Test
    void aMistakeInTheDockerfileHasItsLine() throws IOException {
        var failure = read("ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend"
                        + " dockerfile.v0: failed to create LLB definition:"
                        + " dockerfile parse error line 2: unknown instruction: RUNN\n")
                .failure();

        assertThat(failure).hasValueSatisfying(step -> {
            assertThat(step.line()).isEqualTo(2);
            assertThat(step.step()).isNull();
            assertThat(step.message()).isEqualTo("dockerfile parse error line 2: unknown instruction: RUNN");
        });
    }

    @Test
    void theStepThatBrokeCountsAndNotThoseItTookDown() throws IOException {
        var vertex = "{\"vertexes\":[{\"digest\":\"%s\",\"name\":\"%s\",\"started\":\"2026-01-01T00:00:00Z\","
                + "\"completed\":\"2026-01-01T00:00:01Z\",\"error\":\"%s\"}]}";

        var failure = read(vertex.formatted("a", "other", "context canceled")
                        + vertex.formatted("b", "broken", "exit code: 9"))
                .failure();

        assertThat(failure).hasValueSatisfying(step -> assertThat(step.step()).isEqualTo("broken"));
    }
}
