package io.berth.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.berth.image.Registry;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
@QuarkusTestResource(BerthStack.class)
class BuildLogComponentTest {
    @Inject
    StandInEngine engine;

    @Inject
    BuildRepository builds;

    @Inject
    BuildFiles files;

    @Inject
    BuildLogs logs;

    private HttpClient http;

    @BeforeEach
    void connect() {
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void letWaitingBuildsGo() {
        engine.open();
        await().until(builds::running, List::isEmpty);
        http.close();
    }

    @Test
    void aDiskThatIsFullCostsLinesOfALogAndNotTheBuild() throws IOException {
        var directory = files.create("bld_full");
        try {
            // Writing to this device fails as on a full disk.
            Files.createSymbolicLink(files.log("bld_full"), Path.of("/dev/full"));
            try (var log = logs.open("bld_full")) {
                assertThatCode(() -> {
                            log.lines(List.of("step 1"));
                            log.lines(List.of("step 2"));
                            log.lastWords("done");
                        })
                        .doesNotThrowAnyException();
            }
        } finally {
            files.forget("bld_full");
        }
        assertThat(directory).doesNotExist();
    }

    private static String waitingBuild() {
        return build("FROM x\\nRUN wait\\n");
    }

    private static String build(String dockerfile) {
        var answer = Registry.sendTo(
                "POST",
                "/v1/builds",
                BodyPublishers.ofString("{\"tag\":\"default/logged:1\",\"dockerfile\":\"%s\"}".formatted(dockerfile)),
                Tokens.operator(),
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).isEqualTo(202);
        return JsonPath.from(Registry.text(answer)).getString("id");
    }

    private HttpResponse<Stream<String>> log(String id, String accept, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(Registry.uri("/v1/builds/" + id + "/log"))
                .header("Authorization", "Bearer " + Tokens.viewer())
                .header("Accept", accept);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofLines());
    }

    private static Queue<String> collect(HttpResponse<Stream<String>> answer) {
        var lines = new ConcurrentLinkedQueue<String>();
        Thread.startVirtualThread(() -> answer.body().forEach(lines::add));
        return lines;
    }

    @Test
    void theLogIsToldWhileTheBuildRunsAndEndsWithIt() throws Exception {
        var id = waitingBuild();
        var answer = log(id, "text/event-stream");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var lines = collect(answer);

        await("the step before the end").until(() -> lines.contains("data:#2 waiting"));
        assertThat(lines).doesNotContain("event:end");
        engine.open();

        await("the end").until(() -> lines.contains("event:end"));
        assertThat(lines)
                .contains("data:#1 building", "data:pushed")
                .anyMatch(line -> line.matches("data:SUCCEEDED default/logged:1 sha256:[0-9a-f]{64}"));
        assertThat(collectAll(log(id, "*/*"))).as("the whole of it again").contains("data:#1 building", "event:end");
    }

    private static List<String> collectAll(HttpResponse<Stream<String>> answer) {
        return answer.body().toList();
    }

    @Test
    void aReaderGoesOnWhereItsStreamBroke() throws Exception {
        var id = build("FROM x\\n");
        var all = collectAll(log(id, "text/event-stream"));
        var second = all.get(all.indexOf("data:#1 building") - 1).substring("id:".length());

        var rest = collectAll(log(id, "text/event-stream", "Last-Event-ID", second));

        assertThat(rest).doesNotContain("data:#1 building").contains("data:pushed", "event:end");
    }

    @Test
    void theLogIsTextForWhoeverAsksForText() throws Exception {
        var id = waitingBuild();
        var answer = log(id, "text/plain");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        var lines = collect(answer);

        await("the step before the end").until(() -> lines.contains("#2 waiting"));
        engine.open();

        await("the end").until(() -> lines.stream().anyMatch(line -> line.startsWith("SUCCEEDED ")));
        assertThat(lines).first().isEqualTo("#1 building");
    }

    @Test
    void theLogOfNothingIsNotThere() throws Exception {
        assertThat(log("bld_none", "text/event-stream").statusCode()).isEqualTo(404);
        assertThat(log("bld_none", "text/plain").statusCode()).isEqualTo(404);
    }
}
