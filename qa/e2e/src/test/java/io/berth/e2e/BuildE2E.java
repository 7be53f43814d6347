package io.berth.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that the suite builds itself. */
@Order(2)
class BuildE2E {

    private static final String TAG = "default/e2e-built:1";

    private final Berth berth = Berth.admin();

    @Test
    void anImageIsBuiltFromTheTextOfADockerfileAndPulled() {
        var build =
                berth.image().create("/v1/builds", Map.of("tag", TAG, "dockerfile", dockerfile("echo built > /note")));

        assertThat(build.getString("status")).isEqualTo("SUCCEEDED");
        var docker = new DockerClient().login(Suite.adminToken());
        String reference = Suite.registry() + "/" + TAG;
        docker.run("pull", "--quiet", reference);
        assertThat(docker.run("run", "--rm", "--network", "none", reference, "cat", "/note"))
                .isEqualTo("built");
        docker.run("image", "rm", "--force", reference);
        berth.awaitFact("io.berth.build.succeeded", build.getString("id"));
    }

    @Test
    void aContextIsBuiltWithTheDockerfileAndTheArgumentsThatTheFormNames(@TempDir Path directory) throws IOException {
        String dockerfile = "FROM " + Suite.baseImage() + "\nARG GREETING\nCOPY data/name /name\n"
                + "RUN echo \"$GREETING $(cat /name)\" > /note\n";
        Files.writeString(Files.createDirectories(directory.resolve("deploy")).resolve("Dockerfile"), dockerfile);
        Files.writeString(Files.createDirectories(directory.resolve("data")).resolve("name"), "Berth");
        Path context = directory.resolve("context.tar.gz");
        Commands.run("tar", "-C", directory.toString(), "-czf", context.toString(), "deploy", "data");
        String tag = "default/e2e-built:context";

        var build = given().header("Authorization", "Bearer " + Suite.adminToken())
                .header("Prefer", "wait=60")
                .multiPart("context", context.toFile())
                .multiPart("tag", tag)
                .multiPart("dockerfile", "deploy/Dockerfile")
                .multiPart("buildArgs", "{\"GREETING\": \"hello\"}")
                .post(Suite.url("image") + "/v1/builds");

        assertThat(build.statusCode()).as(build.asString()).isEqualTo(201);
        var docker = new DockerClient().login(Suite.adminToken());
        String reference = Suite.registry() + "/" + tag;
        docker.run("pull", "--quiet", reference);
        assertThat(docker.run("run", "--rm", "--network", "none", reference, "cat", "/note"))
                .isEqualTo("hello Berth");
        docker.run("image", "rm", "--force", reference);
    }

    @Test
    void aBuildThatFailsSaysWhere() {
        String id = berth.image()
                .ask("/v1/builds", Map.of("tag", TAG, "dockerfile", dockerfile("exit 3")))
                .getString("id");

        berth.awaitFact("io.berth.build.failed", id);
        var build = berth.image().require("/v1/builds/" + id);
        assertThat(build.getString("status")).isEqualTo("FAILED");
        assertThat(build.getInt("error.line")).isEqualTo(2);
        assertThat(build.getInt("error.exitCode")).isEqualTo(3);
    }

    @Test
    void theLogTellsAStepWhileALaterOneStillRuns() throws IOException, InterruptedException {
        String word = "first-" + System.nanoTime();
        String id = berth.image()
                .ask("/v1/builds", Map.of("tag", TAG, "dockerfile", dockerfile("echo " + word) + "RUN sleep 5\n"))
                .getString("id");

        String statusThen = "";
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> log = client.send(log(id), HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            Iterator<String> lines = log.iterator();
            while (statusThen.isEmpty() && lines.hasNext()) {
                // The output, not the command, which is told before it runs.
                if (lines.next().matches("data:.*[0-9.]+ " + word)) {
                    statusThen = berth.image().require("/v1/builds/" + id).getString("status");
                }
            }
        }
        assertThat(statusThen).isEqualTo("RUNNING");
        berth.awaitFact("io.berth.build.succeeded", id);
    }

    @Test
    void aCancelledBuildEndsAndPushesNothing() {
        String tag = "default/e2e-cancelled:1";
        String id = berth.image()
                .ask("/v1/builds", Map.of("tag", tag, "dockerfile", dockerfile("sleep 300")))
                .getString("id");
        Eventually.within(
                60,
                "the build runs",
                () -> berth.image()
                        .require("/v1/builds/" + id)
                        .getString("status")
                        .equals("RUNNING"));

        berth.image().delete("/v1/builds/" + id);

        Eventually.within(
                30,
                "the build has ended",
                () -> berth.image()
                        .require("/v1/builds/" + id)
                        .getString("status")
                        .equals("CANCELLED"));
        assertThat(berth.image()
                        .has("/v1/repositories/" + tag.replace("/", "%2F").replace(":1", "")))
                .isFalse();
    }

    private static HttpRequest log(String id) {
        return HttpRequest.newBuilder(URI.create(Suite.url("image") + "/v1/builds/" + id + "/log"))
                .header("Authorization", "Bearer " + Suite.adminToken())
                .header("Accept", "text/event-stream")
                .build();
    }

    /** The run is another one each time, so that no cache answers. */
    private static String dockerfile(String run) {
        return "FROM " + Suite.baseImage() + "\nRUN : " + System.nanoTime() + "; " + run + "\n";
    }
}
