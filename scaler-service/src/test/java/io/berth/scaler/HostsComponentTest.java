package io.berth.scaler;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.EngineContainer;
import io.berth.engine.Host;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Hosts that are away, and hosts that are not to be overrun. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class HostsComponentTest extends GroupScene {
    private static final String EVERYWHERE = "b-everywhere";

    @Test
    void aHostThatDoesNotAnswerIsPassedOverTheActivitySaysSoAndOnceItAnswersItIsUsed() {
        var far = hosts.add(new Host("far", "b"));
        network("local", EVERYWHERE, "10.8.0.0/24");
        network("far", EVERYWHERE, "10.8.0.0/24");
        outside.network("default", "everywhere", EVERYWHERE, null);
        far.unavailable(true);

        operator()
                .header("Prefer", "wait=30")
                .body(body("astray", 2, 4, "").replace("\"port\"", "\"networks\":[\"everywhere\"],\"port\""))
                .post("/v1/groups")
                .then()
                .statusCode(201);

        assertThat(containers("local")).hasSize(2).allMatch(EngineContainer::running);
        assertThat(activities("astray"))
                .anyMatch(activity("SKIPPED", "host far does not answer (ping: no engine answers)"))
                .noneMatch(activity("FAILED", ""));

        far.unavailable(false);
        await().atMost(ofSeconds(60)).pollInterval(ofSeconds(1)).until(() -> {
            operator()
                    .delete("/v1/groups/astray/instances/" + inService("astray").getFirst());
            return !containers("far").isEmpty();
        });
    }

    @Test
    void aGroupThatHasNoHostLeftSaysSoAndIsLaunchedOnceThereIsOne() {
        hosts.engine().unavailable(true);
        create("nowhere", 1, 1, "");

        await().atMost(ofSeconds(15))
                .until(() -> String.valueOf(group("nowhere").getString("statusReason"))
                        .contains("host local does not answer"));
        assertThat(group("nowhere").getString("status")).isEqualTo("PENDING");

        hosts.engine().unavailable(false);
        await().atMost(ofSeconds(45))
                .until(() -> group("nowhere").getString("status").equals("READY"));
        assertThat(activities("nowhere")).noneMatch(activity("FAILED", ""));
    }

    @Test
    void noMoreContainersAreMadeAtOnceThanTheHostShallStart() {
        long before = hosts.engine().calls("createContainer");
        hosts.engine().latency("createContainer", ofSeconds(4));
        try {
            create("herd", 6, 6, "");
            await().atMost(ofSeconds(15)).until(() -> hosts.engine().calls("createContainer") >= before + 4);

            await().during(ofSeconds(1))
                    .atMost(ofSeconds(2))
                    .until(() -> hosts.engine().calls("createContainer") == before + 4);
        } finally {
            hosts.engine().latency("createContainer", ZERO);
        }
        await().atMost(ofSeconds(30)).until(() -> inService("herd").size() == 6);
    }
}
