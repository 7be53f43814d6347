package io.berth.scaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.engine.ContainerSpec;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.Owner;
import io.berth.engine.fake.FakeEngine;
import io.berth.scaler.GroupScene;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process leaves behind that dies between the engine's answer and its own record. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class AdoptionComponentTest extends GroupScene {
    private static final String IMAGE = "registry.example/app:1";

    @Inject
    Housekeeping housekeeping;

    @Test
    void aContainerThatWasMadeButNotRecordedIsAdopted() {
        hosts.engine().crashAfter("createContainer");

        created("made", 1, 1, "");

        requireAdopted("made");
    }

    @Test
    void aContainerThatRunsButWasNotRecordedIsAdoptedAndNotMadeAgain() {
        long before = hosts.engine().calls("createContainer");
        hosts.engine().crashAfter("start");

        created("running", 1, 1, "");

        requireAdopted("running");
        assertThat(hosts.engine().calls("createContainer")).isEqualTo(before + 1);
    }

    @Test
    void containersThatNoRowKnowsAreRemovedAfterTheirGraceAndNobodyElses() {
        created("kept", 1, 1, "");
        var kept = containers().getFirst().name();
        var engine = hosts.engine();
        var stranger = made(engine, "instance", "berth-stray-1");
        var proxy = made(engine, "balancer", "berth-proxy-1");
        var neighbour = made(engine.as("another"), "instance", "berth-neighbour-1");

        housekeeping.round(Instant.now());
        assertThat(containers()).extracting(EngineContainer::name).contains(stranger, kept);

        housekeeping.round(Instant.now().plusSeconds(31));
        assertThat(containers()).extracting(EngineContainer::name).containsExactly(kept);
        assertThat(engine.container(proxy)).isPresent();
        assertThat(engine.as("another").container(neighbour)).isPresent();
        engine.remove(proxy);
    }

    @Test
    void terminatedInstancesAreForgottenAfterADayAndActivitiesAfterAWeek() {
        hosts.engine().failNext("start", EngineException.Kind.REFUSED);
        created("brief", 1, 1, "");
        var id = inService("brief").getFirst();
        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/groups/brief/instances/" + id)
                .then()
                .statusCode(204);
        assertThat(terminated("brief")).hasSize(2);

        housekeeping.round(Instant.now().plus(Duration.ofHours(23)));
        assertThat(terminated("brief")).hasSize(2);
        housekeeping.round(Instant.now().plus(Duration.ofHours(25)));
        assertThat(terminated("brief")).isEmpty();

        assertThat(activities("brief")).isNotEmpty();
        housekeeping.round(Instant.now().plus(Duration.ofHours(167)));
        assertThat(activities("brief")).isNotEmpty();
        housekeeping.round(Instant.now().plus(Duration.ofHours(169)));
        assertThat(activities("brief")).isEmpty();
    }

    private void requireAdopted(String group) {
        assertThat(containers()).hasSize(1).allMatch(EngineContainer::running);
        var container = containers().getFirst();
        var instance = list("/v1/groups/" + group + "/instances").getFirst();
        assertThat(instance)
                .containsEntry("id", container.owner().id())
                .containsEntry("containerId", container.id())
                .containsEntry("status", "IN_SERVICE");
        assertThat(terminated(group)).isEmpty();
        assertThat(activities(group)).noneMatch(activity("FAILED", ""));
    }

    private static List<Map<String, Object>> terminated(String group) {
        return list("/v1/groups/" + group + "/instances?status=TERMINATED");
    }

    private static String made(FakeEngine engine, String kind, String name) {
        engine.addImage(IMAGE);
        engine.createContainer(new ContainerSpec(
                new Owner("default", kind, "x_" + name, name, 1),
                name,
                IMAGE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Duration.ofSeconds(1),
                false,
                null));
        return name;
    }
}
