package io.berth.scaler;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.test.BerthStack;
import io.berth.test.KafkaFacts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GroupComponentTest extends GroupScene {
    @Test
    void aGroupWithoutAPoolComesUpAndGoesAway() {
        var group = created("plain", 2, 3, "");

        assertThat(group.getString("status")).isEqualTo("READY");
        assertThat(containers()).hasSize(2).allMatch(EngineContainer::running);
        assertThat(containers()).allMatch(container -> container.name().startsWith("berth-plain-"));
        assertThat(hosts.engine().calls()).contains("pull");

        operator().header("Prefer", "wait=30").delete("/v1/groups/plain").then().statusCode(204);
        assertThat(containers()).isEmpty();
        operator().get("/v1/groups/plain").then().statusCode(404);
    }

    @Test
    void aKilledContainerIsReplaced() {
        created("killed", 2, 2, "");
        var victim = containers().getFirst();

        hosts.engine().exit(victim.id(), 137);

        await().atMost(ofSeconds(15)).untilAsserted(() -> {
            assertThat(containers()).hasSize(2).allMatch(EngineContainer::running);
            assertThat(containers()).noneMatch(container -> container.id().equals(victim.id()));
            assertThat(inService("killed")).hasSize(2);
        });
        assertThat(activities("killed"))
                .anyMatch(a -> "REPLACED".equals(a.get("verdict"))
                        && a.get("reason").toString().contains("exit code 137"));
    }

    @Test
    void withAPoolItFollowsTheBalancersWordFromLaunchToStop() {
        try (var facts = KafkaFacts.of("berth.scaler", "berth.pool-members")) {
            var group = create("pooled", 1, 2, ",\"pool\":\"web\",\"drainTimeout\":\"20s\"");
            var launched = facts.await("launch", is("io.berth.instance.launched.v1", group));
            var instance = launched.subject();
            facts.await("membership", fact -> members(fact).equals(List.of(instance + " IN")));
            await().atMost(ofSeconds(10))
                    .until(() -> group("pooled").getString("statusReason").contains("waiting for pool web"));
            assertThat(group("pooled").getString("status")).isEqualTo("PENDING");

            var healthy = outside.target("healthy", "default", instance);
            var inService = facts.await("io.berth.instance.inservice.v1", instance);
            assertThat(inService.causationId()).isEqualTo(healthy);
            assertThat(inService.correlationId()).isEqualTo(launched.correlationId());
            await().atMost(ofSeconds(10))
                    .until(() -> group("pooled").getString("status").equals("READY"));

            operator().delete("/v1/groups/pooled").then().statusCode(202);
            facts.await("draining", fact -> members(fact).equals(List.of(instance + " DRAINING")));
            facts.await("io.berth.instance.terminating.v1", instance);
            assertThat(containers()).hasSize(1).allMatch(EngineContainer::running);

            outside.target("drained", "default", instance);
            facts.await("io.berth.instance.terminated.v1", instance);
            facts.await(
                    "tombstone",
                    fact -> fact.topic().equals("berth.pool-members")
                            && fact.key().equals(group)
                            && fact.data() == null);
            await().atMost(ofSeconds(10)).until(() -> containers().isEmpty());
            facts.requireValid();
        }
    }

    @Test
    void itScalesOutAndInWithTheRequestsPerTarget() {
        try (var facts = KafkaFacts.of("berth.scaler")) {
            var group = create(
                    "tracked", 1, 3, ",\"pool\":\"web\",\"cooldown\":\"1s\",\"warmup\":\"1s\",\"drainTimeout\":\"2s\"");
            operator()
                    .body("{\"type\":\"TARGET_TRACKING\",\"metric\":\"REQUESTS_PER_TARGET\",\"target\":50,"
                            + "\"scaleInWindow\":\"3s\"}")
                    .post("/v1/groups/tracked/policies")
                    .then()
                    .statusCode(201);
            await().atMost(ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(activities("tracked")).anyMatch(a -> "NO_DATA".equals(a.get("verdict"))));

            await().atMost(ofSeconds(30)).until(() -> {
                healthy("tracked");
                return inService("tracked").size() == 1;
            });
            await().atMost(ofSeconds(30)).until(() -> {
                healthy("tracked");
                outside.sample("default", inService("tracked"), 130);
                return inService("tracked").size() == 3;
            });
            var decided = facts.await("decision", is("io.berth.scaling.decided.v1", group));
            assertThat(decided.data().get("verdict").asText()).isEqualTo("OUT");
            facts.await(
                    "launch that follows from the decision",
                    fact -> "io.berth.instance.launched.v1".equals(fact.type())
                            && decided.id().equals(fact.causationId()));

            await().atMost(ofSeconds(40)).until(() -> {
                outside.sample("default", inService("tracked"), 1);
                return group("tracked").getInt("desired") == 1
                        && inService("tracked").size() == 1;
            });
            assertThat(activities("tracked")).anyMatch(a -> "IN".equals(a.get("verdict")));
            facts.requireValid();
        }
    }

    @Test
    void aFailedStartIsSaidAndTriedAgain() {
        hosts.engine().failNext("start", EngineException.Kind.UNAVAILABLE);

        created("retried", 1, 1, "");

        assertThat(containers()).hasSize(1);
        assertThat(activities("retried")).anyMatch(activity("FAILED", "start fails"));
    }

    @Test
    void anotherProjectsImageIsRefused() {
        operator()
                .body(body("thief", 1, 1, "").replace("default/app:1", "other/app:1"))
                .post("/v1/groups")
                .then()
                .statusCode(422)
                .body("code", org.hamcrest.Matchers.equalTo("IMAGE_OF_OTHER_PROJECT"));
    }

    @Test
    void anInstanceIsReplacedBeforeItGoesOrTakenAwayForGood() {
        var group = created("picked", 2, 3, "").getString("id");
        var before = inService("picked");

        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/groups/picked/instances/" + before.getFirst() + "?replace=true")
                .then()
                .statusCode(204);
        assertThat(inService("picked")).hasSize(2).doesNotContain(before.getFirst());
        operator()
                .delete("/v1/groups/picked/instances/" + before.getLast() + "?replace=false")
                .then()
                .statusCode(409);
        patch("picked", "{\"min\":1}");
        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/groups/picked/instances/" + before.getLast() + "?replace=false")
                .then()
                .statusCode(204);
        assertThat(group("picked").getInt("desired")).isEqualTo(1);
        try (var facts = KafkaFacts.of("berth.scaler")) {
            var scaled = facts.await(
                    "smaller group",
                    fact -> is("io.berth.group.changed.v1", group).test(fact)
                            && "SCALED".equals(fact.data().get("change").asText()));
            assertThat(scaled.data().get("desired").asInt()).isEqualTo(1);
            var leaving = facts.await("io.berth.instance.terminating.v1", before.getLast());
            assertThat(leaving.causationId()).isEqualTo(scaled.id());
            facts.requireValid();
        }
    }

    private static List<String> members(KafkaFacts.Fact fact) {
        if (!fact.topic().equals("berth.pool-members") || fact.data() == null) {
            return List.of();
        }
        var members = new java.util.ArrayList<String>();
        fact.data()
                .get("members")
                .forEach(m -> members.add(
                        m.get("instance").asText() + " " + m.get("state").asText()));
        return members;
    }
}
