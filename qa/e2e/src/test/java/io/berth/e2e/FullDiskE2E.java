package io.berth.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, on small memory disks: never the machine's own. Before anything that loses facts on purpose. */
@Order(7)
class FullDiskE2E {

    private static final int DISK_MIB = 48;

    @Test
    void aPushThatDoesNotFitIsRefusedAndASmallOneStillFits(@TempDir Path directory) throws IOException {
        var docker = new DockerClient().login(Suite.adminToken());
        try (var small = new Composed(List.of("image"), """
                volumes:
                  blobs:
                    name: %s_e2e-small-disk
                    driver_opts: { type: tmpfs, device: tmpfs, o: "size=%dm,uid=1001,gid=1001,mode=0700" }
                """.formatted(Suite.composeProject(), DISK_MIB))) {
            var registry = new Registry("default/e2e-disk-big");
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThat(registry.upload(new byte[2 * DISK_MIB << 20])).isEqualTo(507);
            }

            String token = Suite.adminToken();
            assertThat(given().header("Authorization", "Bearer " + token)
                            .multiPart("tag", "default/e2e-disk-build:1")
                            .multiPart("context", "context.tar", new byte[2 * DISK_MIB << 20])
                            .post(Suite.url("image") + "/v1/builds")
                            .then()
                            .extract()
                            .<String>path("code"))
                    .isEqualTo("BUILD_DISK_FULL");

            String fits = image(docker, directory, "fits", DISK_MIB / 4);
            docker.run("push", "--quiet", fits);
            docker.run("image", "rm", "--force", fits);
            docker.run("pull", "--quiet", fits);
            docker.run("image", "rm", "--force", fits);
            Berth.admin().image().delete("/v1/repositories/default%2Fe2e-disk-fits/tags/1");
        } finally {
            Commands.attempt("", "docker", "volume", "rm", Suite.composeProject() + "_e2e-small-disk");
        }
        docker.run("pull", "--quiet", Suite.registry() + "/" + SampleApp.pushed());
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "BERTH_E2E_ENGINE", matches = "ours")
    void aVolumeThatTheEngineHasNoRoomForIsMadeAsSoonAsItHas() {
        assumeTrue(VolumesDisk.reachable());
        String name = "e2e-disk-of-the-engine";
        Berth berth = Berth.admin();
        try {
            VolumesDisk.fill();
            try {
                berth.volume().ask("/v1/volumes", Map.of("name", name));
                Eventually.within(
                        30,
                        "the volume says what is in its way",
                        () -> String.valueOf(berth.volume()
                                        .require("/v1/volumes/" + name)
                                        .getString("statusReason"))
                                .contains("no space left on device"));
            } finally {
                VolumesDisk.free();
            }
            berth.volume().awaitReady("/v1/volumes/" + name);
        } finally {
            berth.volume().remove("/v1/volumes/" + name);
        }
        Inventory.awaitEqual();
    }

    @Test
    void aFullVolumeIsItsUsersProblemAndNobodyElses() {
        String name = "e2e-disk";
        Berth berth = Berth.admin();
        berth.volume()
                .create("/v1/volumes", Map.of("name", name, "type", "tmpfs", "tmpfs", Map.of("sizeBytes", 1 << 20)));
        berth.network().create("/v1/networks", Map.of("name", name));
        try {
            berth.scaler()
                    .create(
                            "/v1/groups",
                            Map.of(
                                    "name",
                                    name,
                                    "min",
                                    1,
                                    "max",
                                    1,
                                    "template",
                                    Map.of(
                                            "image", SampleApp.pushed(),
                                            "port", 8080,
                                            "networks", List.of(name),
                                            "mounts", List.of(Map.of("volume", name, "path", "/data")))));
            String container = (String) berth.scaler()
                    .list("/v1/groups/" + name + "/instances")
                    .getFirst()
                    .get("containerId");

            Commands.Result full = Commands.attempt(
                    "",
                    "docker",
                    "exec",
                    "--user",
                    "0",
                    container,
                    "dd",
                    "if=/dev/zero",
                    "of=/data/filler",
                    "bs=64k",
                    "count=64");

            assertThat(full.ok()).isFalse();
            assertThat(full.err()).contains("No space left on device");
            assertThat(berth.volume().require("/v1/volumes/" + name).getString("status"))
                    .isEqualTo("READY");
        } finally {
            berth.scaler().remove("/v1/groups/" + name);
            berth.network().remove("/v1/networks/" + name);
            berth.volume().remove("/v1/volumes/" + name);
        }
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
    }

    /** An image of one layer that cannot be compressed. */
    private static String image(DockerClient docker, Path directory, String name, int mebibytes) throws IOException {
        byte[] noise = new byte[mebibytes << 20];
        new Random(System.nanoTime()).nextBytes(noise);
        Path file = directory.resolve(name);
        Files.write(file, noise);
        Path archive = directory.resolve(name + ".tar");
        Commands.run("tar", "--directory", directory.toString(), "--create", "--file", archive.toString(), name);
        String reference = Suite.registry() + "/default/e2e-disk-" + name + ":1";
        docker.run("import", archive.toString(), reference);
        return reference;
    }
}
