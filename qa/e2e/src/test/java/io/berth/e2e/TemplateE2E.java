package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Every field of a group's template is found again at the container. */
@Order(3)
class TemplateE2E {

    private static final String NAME = "e2e-template";

    private final Berth berth = Berth.admin();

    @AfterEach
    void clear() {
        berth.scaler().remove("/v1/groups/" + NAME);
        berth.volume().remove("/v1/volumes/" + NAME);
        berth.network().remove("/v1/networks/" + NAME);
        Inventory.awaitEqual();
    }

    @Test
    void anInstanceIsMadeAsTheTemplateSays() {
        clear();
        berth.network().create("/v1/networks", Map.of("name", NAME));
        berth.volume().create("/v1/volumes", Map.of("name", NAME));
        berth.scaler().create("/v1/groups", Map.of("name", NAME, "min", 1, "max", 1, "template", template()));

        JsonPath made = JsonPath.from(Commands.run("docker", "inspect", (String) berth.scaler()
                .list("/v1/groups/" + NAME + "/instances")
                .getFirst()
                .get("containerId")));

        assertThat(made.<String>getList("[0].Config.Entrypoint")).containsExactly("/bin/sleep");
        assertThat(made.<String>getList("[0].Config.Cmd")).containsExactly("600");
        assertThat(made.<String>getList("[0].Config.Env")).contains("GREETING=hello, world");
        assertThat(made.getString("[0].Config.User")).isEqualTo("1234:1234");
        assertThat(made.getInt("[0].Config.StopTimeout")).isEqualTo(3);
        assertThat(made.<String>getList("[0].Config.Healthcheck.Test")).containsExactly("CMD", "/bin/true");
        assertThat(made.getLong("[0].Config.Healthcheck.Interval")).isEqualTo(1_000_000_000L);
        assertThat(made.getInt("[0].Config.Healthcheck.Retries")).isEqualTo(2);
        assertThat(made.getBoolean("[0].HostConfig.ReadonlyRootfs")).isTrue();
        assertThat(made.getLong("[0].HostConfig.Memory")).isEqualTo(48L << 20);
        assertThat(made.getLong("[0].HostConfig.CpuQuota")).isEqualTo(50_000);
        assertThat(made.getInt("[0].HostConfig.PidsLimit")).isEqualTo(32);
        assertThat(made.getString("[0].Mounts[0].Destination")).isEqualTo("/data");
        assertThat(made.getBoolean("[0].Mounts[0].RW")).isFalse();
        assertThat(made.<String, Object>getMap("[0].NetworkSettings.Networks"))
                .containsOnlyKeys(
                        berth.network().require("/v1/networks/" + NAME).getString("engineName"));
    }

    private static Map<String, Object> template() {
        return Map.ofEntries(
                Map.entry("image", SampleApp.pushed()),
                Map.entry("entrypoint", List.of("/bin/sleep")),
                Map.entry("command", List.of("600")),
                Map.entry("env", Map.of("GREETING", "hello, world")),
                Map.entry("user", "1234:1234"),
                Map.entry("stopGrace", "3s"),
                Map.entry("readOnlyRoot", true),
                Map.entry(
                        "healthCheck",
                        Map.of("command", List.of("/bin/true"), "interval", "1s", "timeout", "1s", "retries", 2)),
                Map.entry("resources", Map.of("cpus", 0.5, "memoryBytes", 48 << 20, "pids", 32)),
                Map.entry("networks", List.of(NAME)),
                Map.entry("mounts", List.of(Map.of("volume", NAME, "path", "/data", "readOnly", true))));
    }
}
