package io.berth.scaler;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.berth.engine.EngineException;
import io.berth.engine.Health;
import io.berth.engine.Limits;
import io.berth.test.BerthStack;
import io.berth.test.KafkaFacts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/scaler-service.md says about a group's and its instances' lives. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GroupLifeComponentTest extends GroupScene {

    @Test
    void whileLaunchingIsSuspendedTheDeadAreNotReplaced() {
        created("halted", 2, 2, "");
        operator().body("[\"LAUNCH\"]").post("/v1/groups/halted/suspend").then().statusCode(200);
        hosts.engine().exit(containers().getFirst().id(), 1);

        await().atMost(ofSeconds(10))
                .until(() -> String.valueOf(group("halted").getString("statusReason"))
                        .contains("launching is suspended"));
        assertThat(inService("halted")).hasSize(1);
        assertThat(containers()).hasSize(1);

        operator().post("/v1/groups/halted/resume").then().statusCode(200).body("suspended", equalTo(List.of()));
        await().atMost(ofSeconds(20)).until(() -> inService("halted").size() == 2);
    }

    @Test
    void withoutABodyEverythingIsSuspended() {
        created("stilled", 0, 1, "");

        operator()
                .post("/v1/groups/stilled/suspend")
                .then()
                .statusCode(200)
                .body("suspended", equalTo(List.of("LAUNCH", "REPLACE", "SCALE")));
    }

    @Test
    void aProtectedInstanceOutlivesAScaleInButNotItsGroup() {
        created("guarded", 1, 3, ",\"desired\":3");
        var oldest = inService("guarded").getFirst();
        operator()
                .body("{\"enabled\": true}")
                .put("/v1/groups/guarded/instances/" + oldest + "/protection")
                .then()
                .statusCode(200)
                .body("protected", equalTo(true));

        scale("guarded", 1);
        await().atMost(ofSeconds(10)).until(() -> containers().size() == 1);
        assertThat(inService("guarded")).containsExactly(oldest);

        operator()
                .header("Prefer", "wait=30")
                .delete("/v1/groups/guarded")
                .then()
                .statusCode(204);
        assertThat(containers()).isEmpty();
    }

    @Test
    void anInstanceKeepsTheTemplateItWasMadeFrom() {
        created("versioned", 1, 2, "");
        patch("versioned", "{\"template\":{\"env\":{\"MODE\":\"new\"}}}");

        assertThat(group("versioned").getInt("templateVersion")).isEqualTo(2);
        assertThat(list("/v1/groups/versioned/instances").getFirst()).containsEntry("templateVersion", 1);
        scale("versioned", 2);
        await().atMost(ofSeconds(10)).until(() -> inService("versioned").size() == 2);
        assertThat(list("/v1/groups/versioned/instances"))
                .extracting(instance -> instance.get("templateVersion"))
                .containsExactly(1, 2);
    }

    @Test
    void afterThreeRoundsOfFailedLaunchesItHasFailedAndMayStillComeUp() {
        for (int round = 0; round < 3; round++) {
            hosts.engine().failNext("start", new EngineException(EngineException.Kind.REFUSED, "no such program"));
        }

        operator()
                .header("Prefer", "wait=30")
                .body(body("doomed", 1, 1, ""))
                .post("/v1/groups")
                .then()
                .statusCode(502)
                .body("code", equalTo("LAUNCH_FAILED"))
                .body("detail", equalTo("launching fails: no such program"));
        assertThat(group("doomed").getString("statusReason")).contains("last launch failed: no such program");

        await().atMost(ofSeconds(20))
                .until(() -> group("doomed").getString("status").equals("READY"));
    }

    @Test
    void aNetworkThatIsNotThereYetIsWaitedForAndNotAFailure() {
        operator()
                .body(body("early", 1, 1, "").replace("\"port\"", "\"networks\":[\"later\"],\"port\""))
                .post("/v1/groups")
                .then()
                .statusCode(202);
        await().atMost(ofSeconds(10))
                .until(() -> "0 of 1 in service; network later is not ready in project default"
                        .equals(group("early").getString("statusReason")));

        network("local", "b-later", "10.7.0.0/24");
        outside.network("default", "later", "b-later", "local");
        await().atMost(ofSeconds(20))
                .until(() -> group("early").getString("status").equals("READY"));
        assertThat(activities("early")).noneMatch(activity("FAILED", ""));
    }

    @Test
    void whatIsUnhealthyForLongerThanItsGraceIsReplacedBeforeItGoes() {
        operator()
                .header("Prefer", "wait=30")
                .body(body("sickly", 1, 1, ",\"healthGrace\":\"1s\"")
                        .replace("\"port\"", "\"healthCheck\":{\"command\":[\"true\"]},\"port\""))
                .post("/v1/groups")
                .then()
                .statusCode(201);
        var sick = containers().getFirst();

        try (var facts = KafkaFacts.of("berth.scaler")) {
            hosts.engine().setHealth(sick.id(), Health.UNHEALTHY);
            facts.await("io.berth.instance.unhealthy.v1", sick.owner().id());
            var leaving =
                    facts.await("io.berth.instance.terminating.v1", sick.owner().id());
            var replacement = inService("sickly");
            assertThat(replacement).hasSize(1).doesNotContain(sick.owner().id());
            assertThat(leaving.data().get("reason").asText())
                    .isEqualTo("replaced: unhealthy for too long, its own health check fails");
            facts.requireValid();
        }
        await().atMost(ofSeconds(10)).until(() -> containers().size() == 1);
        assertThat(containers()).noneMatch(container -> container.id().equals(sick.id()));
    }

    @Test
    void whoDiesRightAfterComingIntoServiceHasFailedToLaunch() {
        created("crashing", 1, 1, "");
        hosts.engine().exit(containers().getFirst().id(), 3);

        await().atMost(ofSeconds(20))
                .untilAsserted(() -> assertThat(activities("crashing"))
                        .anyMatch(activity("FAILED", "exit code 3"))
                        .anyMatch(activity("REPLACED", "exit code 3")));
        await().atMost(ofSeconds(20)).until(() -> inService("crashing").size() == 1);
    }

    @Test
    void whoIsStillDrainingAtTheDeadlineIsStoppedAnyway() {
        create("stuck", 1, 1, ",\"pool\":\"web\",\"drainTimeout\":\"2s\"");
        await().atMost(ofSeconds(20)).until(() -> {
            healthy("stuck");
            return inService("stuck").size() == 1;
        });
        var id = inService("stuck").getFirst();
        operator().delete("/v1/groups/stuck/instances/" + id).then().statusCode(202);

        await().atMost(ofSeconds(30)).until(() -> {
            instances("CHECKING").forEach(fresh -> outside.target("healthy", "default", fresh));
            return !list("/v1/groups/stuck/instances?status=TERMINATED").isEmpty();
        });
        assertThat(list("/v1/groups/stuck/instances?status=TERMINATED").getFirst())
                .containsEntry("id", id)
                .containsEntry(
                        "statusReason", "replaced: by request; drain deadline passed without the balancer's word");
    }

    @Test
    void aPoolThatDoesNotExistIsSaid() {
        create("poolless", 1, 1, ",\"pool\":\"nowhere\"");
        await().atMost(ofSeconds(20)).until(() -> !instances("CHECKING").isEmpty());
        instances("CHECKING").forEach(id -> outside.target("rejected", "default", id));

        await().atMost(ofSeconds(10))
                .until(() -> "0 of 1 in service; pool nowhere does not exist"
                        .equals(group("poolless").getString("statusReason")));
    }

    @Test
    void requestsThatArriveAtAnEmptyPoolWakeTheGroup() {
        create("asleep", 0, 2, ",\"desired\":0,\"pool\":\"web\"");
        operator()
                .body("{\"type\":\"TARGET_TRACKING\",\"metric\":\"REQUESTS_PER_TARGET\",\"target\":50}")
                .post("/v1/groups/asleep/policies")
                .then()
                .statusCode(201);

        await().atMost(ofSeconds(30)).pollInterval(ofSeconds(1)).until(() -> {
            outside.knock("default", 60);
            return group("asleep").getInt("desired") == 2;
        });
    }

    @Test
    void whileScalingIsSuspendedNothingIsDecided() {
        create("frozen", 0, 2, ",\"desired\":0,\"pool\":\"web\"");
        operator().body("[\"SCALE\"]").post("/v1/groups/frozen/suspend").then().statusCode(200);
        operator()
                .body("{\"type\":\"TARGET_TRACKING\",\"metric\":\"REQUESTS_PER_TARGET\",\"target\":50}")
                .post("/v1/groups/frozen/policies")
                .then()
                .statusCode(201);

        await().during(ofSeconds(5))
                .atMost(ofSeconds(10))
                .pollInterval(ofSeconds(1))
                .until(() -> {
                    outside.knock("default", 60);
                    return group("frozen").getInt("desired") == 0
                            && activities("frozen").isEmpty();
                });
        operator().body("[\"SCALE\"]").post("/v1/groups/frozen/resume").then().statusCode(200);
        await().atMost(ofSeconds(30)).pollInterval(ofSeconds(1)).until(() -> {
            outside.knock("default", 60);
            return group("frozen").getInt("desired") == 2;
        });
    }

    @Test
    void theFirstNetworkCarriesTheTrafficAndLimitsAlwaysApply() {
        network("local", "b-first", "10.6.0.0/24");
        outside.network("default", "first", "b-first", "local");
        operator()
                .header("Prefer", "wait=30")
                .body(body("wired", 1, 1, "").replace("\"port\"", "\"networks\":[\"first\",\"default\"],\"port\""))
                .post("/v1/groups")
                .then()
                .statusCode(201);

        var container = containers().getFirst();
        assertThat(container.addresses()).containsOnlyKeys("b-first", "b-net");
        assertThat(list("/v1/groups/wired/instances").getFirst())
                .containsEntry("address", container.addresses().get("b-first"));
        assertThat(hosts.engine().limits(container.id())).isEqualTo(Limits.DEFAULTS);
    }

    @Test
    void itsSizeIsTold() {
        try (var facts = KafkaFacts.of("berth.metric")) {
            var group = created("measured", 2, 2, "").getString("id");

            var sample = facts.await(
                    "sample of two in service",
                    fact -> "io.berth.group.sampled.v1".equals(fact.type())
                            && group.equals(fact.data().path("group").asText())
                            && fact.data().path("inService").asInt() == 2);
            assertThat(sample.data().get("desired").asInt()).isEqualTo(2);
        }
    }
}
