package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Volumes on the real engine, and in groups that mount them. */
@Order(2)
class VolumeE2E {

    private static final String NAME = "e2e-volume";

    private final Berth berth = Berth.admin();

    @BeforeEach
    @AfterEach
    void clear() {
        berth.scaler().remove("/v1/groups/" + NAME);
        berth.network().remove("/v1/networks/" + NAME);
        berth.volume().remove("/v1/volumes/" + NAME);
    }

    @Test
    void instancesOfAGroupShareAVolumeThatIsKeptUntilNobodyMountsIt() {
        var volume = berth.volume().create("/v1/volumes", Map.of("name", NAME));
        berth.network().create("/v1/networks", Map.of("name", NAME));
        berth.scaler()
                .create(
                        "/v1/groups",
                        Map.of(
                                "name",
                                NAME,
                                "min",
                                2,
                                "max",
                                2,
                                "template",
                                Map.of(
                                        "image", SampleApp.pushed(),
                                        "port", 8080,
                                        "networks", List.of(NAME),
                                        "mounts", List.of(Map.of("volume", NAME, "path", "/notes")))));
        List<String> containers = berth.scaler().list("/v1/groups/" + NAME + "/instances").stream()
                .map(instance -> (String) instance.get("containerId"))
                .toList();

        Commands.run("docker", "exec", "--user", "0", containers.getFirst(), "sh", "-c", "echo kept > /notes/note");
        assertThat(Commands.run("docker", "exec", containers.getLast(), "cat", "/notes/note"))
                .isEqualTo("kept");
        assertThat(berth.volume().require("/v1/volumes/" + NAME).getList("mountedBy.id"))
                .hasSameElementsAs(containers);
        var refused = berth.volume().delete("/v1/volumes/" + NAME);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("VOLUME_IN_USE");

        berth.scaler().remove("/v1/groups/" + NAME);
        assertThat(berth.volume().delete("/v1/volumes/" + NAME).statusCode()).isEqualTo(204);
        assertThat(Engine.volumes()).noneMatch(made -> made.engineId().equals(volume.getString("engineName")));
    }

    @Test
    void aVolumeThatTheEngineLostSaysSoInsteadOfStartingEmpty() {
        var volume = berth.volume().create("/v1/volumes", Map.of("name", NAME));

        Commands.run("docker", "volume", "rm", volume.getString("engineName"));

        berth.awaitFact("io.berth.volume.failed", volume.getString("id"));
        assertThat(berth.volume().require("/v1/volumes/" + NAME).getString("status"))
                .isEqualTo("FAILED");
        assertThat(Engine.volumes()).noneMatch(made -> made.owner().equals(volume.getString("id")));
    }
}
