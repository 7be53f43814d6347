package io.berth.scaler.autoscale;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.scaler.GroupScene;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What the decisions of a second leave behind. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class PolicyMemoryComponentTest extends GroupScene {
    @Inject
    Autoscaler autoscaler;

    @Test
    void policiesAreRememberedAsLongAsThereAreAnyAndEqualDecisionsAreOneActivity() {
        create("followed", 0, 1, ",\"desired\":0,\"pool\":\"web\"");
        for (var metric : new String[] {"REQUESTS_PER_TARGET", "INFLIGHT_PER_TARGET"}) {
            operator()
                    .body("{\"type\":\"TARGET_TRACKING\",\"metric\":\"%s\",\"target\":50}".formatted(metric))
                    .post("/v1/groups/followed/policies")
                    .then()
                    .statusCode(201);
        }
        await().atMost(ofSeconds(10)).until(() -> autoscaler.remembered() == 2);

        operator()
                .delete("/v1/groups/followed/policies/followed-inflight-per-target")
                .then()
                .statusCode(204);
        await().atMost(ofSeconds(10)).until(() -> autoscaler.remembered() == 1);

        await().atMost(ofSeconds(20))
                .until(() -> activities("followed").getFirst().get("times").equals(2));
        assertThat(activities("followed")).hasSize(1).allMatch(activity("NO_DATA", "nobody has sampled pool web"));

        operator()
                .header("Prefer", "wait=20")
                .delete("/v1/groups/followed")
                .then()
                .statusCode(204);
        await().atMost(ofSeconds(10)).until(() -> autoscaler.remembered() == 0);
    }
}
