package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry, with the docker client of this machine. */
@Order(1)
class RegistryE2E {

    private static final int BIG_LAYER_MIB = 500;

    @Test
    void anImageThatWasPushedIsPulledAsTheSameImage() {
        var docker = new DockerClient().login(Suite.adminToken());
        String reference = Suite.registry() + "/" + SampleApp.pushed();
        String id = docker.run("image", "inspect", "--format", "{{.Id}}", reference);

        docker.run("image", "rm", "--force", reference);
        docker.run("pull", "--quiet", reference);

        assertThat(docker.run("image", "inspect", "--format", "{{.Id}}", reference))
                .isEqualTo(id);
        assertThat(Berth.admin()
                        .image()
                        .require("/v1/repositories/default%2Fe2e-app/tags")
                        .getList("items.name"))
                .contains("1");
    }

    @Test
    void aWrongTokenIsNoLoginAndAViewerMayPullButNotPush() {
        String reference = Suite.registry() + "/" + SampleApp.pushed();
        assertThat(new DockerClient().tryLogin("not-a-token").ok()).isFalse();
        var viewer = new DockerClient().login(Suite.viewerToken());

        viewer.run("pull", "--quiet", reference);
        assertThat(viewer.attempt("push", "--quiet", reference).ok()).isFalse();
        assertThat(new DockerClient().attempt("pull", "--quiet", reference).ok())
                .as("pull without a login")
                .isFalse();
    }

    @Test
    void aTagThatWasDeletedIsGoneForTheDockerClient() {
        var docker = new DockerClient().login(Suite.adminToken());
        String source = Suite.registry() + "/" + SampleApp.pushed();
        String reference = Suite.registry() + "/default/e2e-gone:1";
        docker.run("tag", source, reference);
        docker.run("push", "--quiet", reference);

        int status = Berth.admin()
                .image()
                .delete("/v1/repositories/default%2Fe2e-gone/tags/1")
                .statusCode();

        assertThat(status).isEqualTo(204);
        docker.run("image", "rm", "--force", reference);
        assertThat(docker.attempt("pull", "--quiet", reference).ok()).isFalse();
        docker.run("pull", "--quiet", source);
    }

    @Test
    void aLayerOfHalfAGigabyteGoesInAndComesOutAgain(@TempDir Path directory) throws IOException {
        var docker = new DockerClient().login(Suite.adminToken());
        String reference = Suite.registry() + "/default/e2e-big:1";
        writeNoise(directory.resolve("noise"));
        Path archive = directory.resolve("noise.tar");
        Commands.run("tar", "--directory", directory.toString(), "--create", "--file", archive.toString(), "noise");
        // Imported, not built: a build's cache would keep the layer, and the pull would have nothing to do.
        docker.run("import", archive.toString(), reference);
        try {
            String id = docker.run("image", "inspect", "--format", "{{.Id}}", reference);
            long begin = System.nanoTime();
            docker.run("push", "--quiet", reference);
            long pushed = System.nanoTime();
            docker.run("image", "rm", "--force", reference);
            long pulling = System.nanoTime();
            docker.run("pull", "--quiet", reference);

            System.out.printf(
                    "%d MiB layer: push %.1f s, pull %.1f s%n",
                    BIG_LAYER_MIB, (pushed - begin) / 1e9, (System.nanoTime() - pulling) / 1e9);
            assertThat(docker.run("image", "inspect", "--format", "{{.Id}}", reference))
                    .isEqualTo(id);
        } finally {
            docker.run("image", "rm", "--force", reference);
            Berth.admin().image().delete("/v1/repositories/default%2Fe2e-big/tags/1");
        }
    }

    /** Noise, because anything else the docker client would compress away. */
    private static void writeNoise(Path file) throws IOException {
        var random = new Random(System.nanoTime());
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < BIG_LAYER_MIB; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }
}
