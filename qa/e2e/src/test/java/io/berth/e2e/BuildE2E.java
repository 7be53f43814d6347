package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

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

    /** The run is another one each time, so that no cache answers. */
    private static String dockerfile(String run) {
        return "FROM " + Suite.baseImage() + "\nRUN : " + System.nanoTime() + "; " + run + "\n";
    }
}
