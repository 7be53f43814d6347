package io.berth.scaler.reconcile;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.berth.engine.EngineContainer;
import io.berth.engine.Owner;
import io.berth.engine.VolumeMount;
import io.berth.engine.VolumeSpec;
import io.berth.scaler.GroupScene;
import io.berth.scaler.group.GroupDesk;
import io.berth.test.BerthStack;
import io.berth.test.KafkaFacts;
import io.berth.web.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes in instances, as volume-service publishes them. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class MountComponentTest extends GroupScene {
    @Inject
    Volumes volumes;

    @Inject
    GroupDesk groups;

    @Inject
    Tenant tenant;

    @Test
    void launchesWaitForTheVolumesAndSayWhyUntilAllAreReady() {
        long before = hosts.engine().calls("createContainer");
        var group = mounting(
                "keeper",
                "{\"volume\":\"data\",\"path\":\"/data\"},"
                        + "{\"volume\":\"conf\",\"path\":\"/etc/app\",\"readOnly\":true}");
        awaitReason("keeper", "0 of 1 in service; there is no volume data in project default");
        outside.volume("other", "data", "local", "READY");
        outside.volume("default", "data", "local", "PENDING");
        awaitReason("keeper", "0 of 1 in service; volume data is not ready yet");
        assertThat(activities("keeper"))
                .allMatch(activity("WAITING", "volume data"))
                .isNotEmpty();

        volume("data");
        volume("conf");
        outside.volume("default", "data", "local", "READY");
        outside.volume("default", "conf", "local", "READY");

        await().atMost(ofSeconds(20))
                .until(() -> group("keeper").getString("status").equals("READY"));
        assertThat(hosts.engine().calls("createContainer")).isEqualTo(before + 1);
        assertThat(hosts.engine().volumeUsers("b-data"))
                .extracting(EngineContainer::id)
                .containsExactly(containers().getFirst().id());
        var frame = tenant.call("default", () -> groups.require("keeper"));
        assertThat(tenant.call(
                        "default", () -> volumes.mounts(frame, frame.template().mounts())))
                .containsExactly(
                        new VolumeMount("b-data", "/data", false), new VolumeMount("b-conf", "/etc/app", true));
        assertThat(list("/v1/groups/keeper/instances?status=TERMINATED")).isEmpty();
        tellsItsMounts(group);
    }

    @Test
    void nothingIsStartedOnAVolumeThatHasFailed() {
        outside.volume("default", "lost", "local", "FAILED");
        mounting("mourner", "{\"volume\":\"lost\",\"path\":\"/data\"}");

        awaitReason("mourner", "0 of 1 in service; volume lost has failed: as the test wants");
        assertThat(containers()).isEmpty();
    }

    @Test
    void volumesOnTwoHostsCannotBeInOneInstance() {
        outside.volume("default", "near", "local", "READY");
        outside.volume("default", "away", "elsewhere", "READY");
        mounting("torn", "{\"volume\":\"near\",\"path\":\"/a\"},{\"volume\":\"away\",\"path\":\"/b\"}");

        awaitReason(
                "torn",
                "0 of 1 in service; volume near is on host local, volume away is on host elsewhere: an instance is on one"
                        + " host");
    }

    @Test
    void aChangedMountIsANewVersionOfTheTemplateAndTheSameOneIsNot() {
        created("mover", 0, 1, "");
        var mount = "{\"template\":{\"mounts\":[{\"volume\":\"data\",\"path\":\"%s\"}]}}";

        patch("mover", mount.formatted("/data"));
        assertThat(group("mover").getInt("templateVersion")).isEqualTo(2);
        patch("mover", mount.formatted("/data"));
        assertThat(group("mover").getInt("templateVersion")).isEqualTo(2);
        patch("mover", mount.formatted("/srv"));
        assertThat(group("mover").getInt("templateVersion")).isEqualTo(3);
        assertThat(group("mover").getBoolean("template.mounts[0].readOnly")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"volume\":\"data\",\"path\":\"data\"}",
                "{\"volume\":\"data\",\"path\":\"/\"}",
                "{\"volume\":\"data\",\"path\":\"/a/../../etc\"}",
                "{\"volume\":\"data\",\"path\":\"/proc/sys\"}",
                "{\"volume\":\"data\",\"path\":\"/a:/b\"}",
                "{\"volume\":\"data\",\"path\":\"/a\"},{\"volume\":\"more\",\"path\":\"/a\"}"
            })
    void aPathThatNoEngineWouldTakeIsRefusedAtOnce(String mounts) {
        operator()
                .body(mounted("refused", mounts))
                .post("/v1/groups")
                .then()
                .statusCode(422)
                .body("code", equalTo("MOUNT_INVALID"))
                .body("errors[0].field", equalTo("template.mounts"));
    }

    @Test
    void aVolumeIsNamedAndNeverAPathOfTheHost() {
        operator()
                .body(mounted("binder", "{\"volume\":\"/etc\",\"path\":\"/data\"}"))
                .post("/v1/groups")
                .then()
                .statusCode(422);
    }

    private static void tellsItsMounts(String group) {
        try (var facts = KafkaFacts.of("berth.scaler")) {
            var told = facts.await("mounts", is("io.berth.group.changed.v1", group));
            assertThat(told.data().at("/template/mounts/1").toString())
                    .isEqualTo("{\"volume\":\"conf\",\"path\":\"/etc/app\",\"readOnly\":true}");
            facts.requireValid();
        }
    }

    private void volume(String name) {
        hosts.engine()
                .createVolume(new VolumeSpec(new Owner("default", "volume", "vol_" + name, name, 1), "b-" + name));
    }

    private static String mounting(String group, String mounts) {
        return operator()
                .body(mounted(group, mounts))
                .post("/v1/groups")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static String mounted(String group, String mounts) {
        return body(group, 1, 1, "").replace("\"port\"", "\"mounts\":[%s],\"port\"".formatted(mounts));
    }

    private static void awaitReason(String group, String reason) {
        await().atMost(ofSeconds(15)).until(() -> reason.equals(group(group).getString("statusReason")));
    }
}
