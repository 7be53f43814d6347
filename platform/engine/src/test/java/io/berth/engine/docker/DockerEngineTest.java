package io.berth.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import io.berth.engine.docker.ScriptedEngine.Answer;
import io.berth.engine.docker.ScriptedEngine.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, deadlines and failures, against a scripted socket. */
class DockerEngineTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MINE = "{\"" + Owner.INSTALLATION_LABEL + "\":\"b1\",\"" + Owner.PROJECT_LABEL
            + "\":\"p\",\"" + Owner.KIND_LABEL + "\":\"instance\",\"" + Owner.OWNER_LABEL + "\":\"i_1\"}";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @Test
    void anOldEngineIsSpokenToInItsNewestVersion() throws Exception {
        assertThat(versionSpoken("1.41", "1.12")).isEqualTo("GET /v1.41/networks HTTP/1.1");
    }

    @Test
    void aNewEngineIsSpokenToInDockerJavasNewestVersion() throws Exception {
        assertThat(versionSpoken("1.52", "1.44")).isEqualTo("GET /v1.44/networks HTTP/1.1");
    }

    @Test
    void enginesWithoutACommonVersionAreRefused() throws Exception {
        try (var socket = new ScriptedEngine(directory, request -> ScriptedEngine.version("1.60", "1.50"));
                var engine = engine(socket)) {
            assertFails(Kind.REFUSED, engine::usedSubnets);
            socket.script(request -> ScriptedEngine.version("1.40", "1.12"));
            assertFails(Kind.REFUSED, engine::usedSubnets);
        }
    }

    @Test
    void anEngineThatComesBackNewerIsAskedForItsVersionAgain() throws Exception {
        try (var engine =
                new DockerEngine("local", directory.resolve("engine.sock").toString(), "b1", deadlines(), metrics)) {
            try (var old = new ScriptedEngine(directory, answering(ScriptedEngine.version("1.41", "1.12")))) {
                engine.usedSubnets();
            }
            assertFails(Kind.UNAVAILABLE, engine::usedSubnets);
            try (var upgraded = new ScriptedEngine(directory, answering(ScriptedEngine.version("1.48", "1.44")))) {
                engine.usedSubnets();
                assertThat(upgraded.requests).extracting(Request::line).contains("GET /v1.44/networks HTTP/1.1");
            }
        }
    }

    @Test
    void aCallWithoutAnswerEndsAtItsDeadlineAndItsConnectionIsClosed() throws Exception {
        var answering = answering(ScriptedEngine.version("1.41", "1.12"));
        var deadlines = new DockerEngine.Deadlines(SHORT, LONG);
        try (var socket = new ScriptedEngine(directory, answering);
                var engine = new DockerEngine("local", socket.path(), "b1", deadlines, metrics)) {
            await().ignoreExceptions().until(() -> engine.usedSubnets().isEmpty());
            socket.script(request -> Answer.SILENCE);
            int before = socket.hangUps.get();
            long began = System.nanoTime();
            assertFails(Kind.TIMEOUT, engine::usedSubnets);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHORT, SHORT.multipliedBy(8));
            await().until(() -> socket.hangUps.get() == before + 1);

            socket.script(answering);
            assertThat(engine.usedSubnets()).isEmpty();
            assertThat(metrics.get("berth.engine.call")
                            .tags("op", "usedSubnets", "outcome", "timeout")
                            .timer()
                            .count())
                    .isPositive();
        }
    }

    @Test
    void anInterruptedCallerIsSetFreeAtOnce() throws Exception {
        try (var socket = new ScriptedEngine(directory, request -> Answer.SILENCE);
                var engine = new DockerEngine("local", socket.path(), "b1", deadlines(), metrics)) {
            Thread caller = Thread.ofVirtual().start(() -> assertFails(Kind.TIMEOUT, engine::usedSubnets));
            await().until(() -> !socket.requests.isEmpty());
            caller.interrupt();

            assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
            await().untilAsserted(() -> assertThat(socket.hangUps).hasValue(1));
        }
    }

    @Test
    void noSocketIsUnavailable() {
        try (var engine = new DockerEngine("local", directory + "/absent.sock", "b1", deadlines(), metrics)) {
            assertFails(Kind.UNAVAILABLE, engine::ping);
        }
    }

    @Test
    void anUpdateSendsLimitsAndNothingElse() throws Exception {
        try (var socket = new ScriptedEngine(directory, request -> {
                    if (request.line().contains("/containers/c1/json")) {
                        return Answer.ok("{\"Id\":\"c1\",\"Name\":\"/web\",\"Config\":{\"Labels\":" + MINE + "}}");
                    }
                    return request.line().contains("version")
                            ? ScriptedEngine.version("1.41", "1.12")
                            : Answer.ok("{}");
                });
                var engine = engine(socket)) {
            engine.updateLimits("c1", new Limits(1.5, 64L << 20, 64));

            Request update = socket.requests.getLast();
            assertThat(update.line()).isEqualTo("POST /v1.41/containers/c1/update HTTP/1.1");
            assertThat(SentJson.of(update.body())).isEqualTo(new ObjectMapper().readTree("""
                                    {"CpuPeriod":100000,"CpuQuota":150000,"Memory":67108864,"MemorySwap":67108864,"PidsLimit":64}
                                    """));
        }
    }

    @Test
    void aPrefixOfAnIdIsNotThatContainer() throws Exception {
        try (var socket = new ScriptedEngine(
                        directory,
                        answering(
                                ScriptedEngine.version("1.41", "1.12"),
                                "/containers/abc/json",
                                "{\"Id\":\"abcdef\",\"Name\":\"/web\",\"Config\":{\"Labels\":" + MINE + "}}"));
                var engine = engine(socket)) {
            assertThat(engine.container("abc")).isEmpty();
            assertFails(Kind.NOT_FOUND, () -> engine.start("abc"));
        }
    }

    private String versionSpoken(String max, String min) throws Exception {
        try (var socket = new ScriptedEngine(directory, answering(ScriptedEngine.version(max, min)));
                var engine = engine(socket)) {
            engine.usedSubnets();
            return socket.requests.getLast().line();
        }
    }

    private static Function<Request, Answer> answering(Answer version) {
        return answering(version, "/networks", "[]");
    }

    private static Function<Request, Answer> answering(Answer version, String path, String body) {
        return request -> request.line().contains(path) ? Answer.ok(body) : version;
    }

    private DockerEngine engine(ScriptedEngine socket) {
        return new DockerEngine("local", socket.path(), "b1", deadlines(), metrics);
    }

    private static DockerEngine.Deadlines deadlines() {
        return new DockerEngine.Deadlines(LONG, LONG);
    }

    private static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.getMessage())
                                .isEqualTo(kind));
    }
}
