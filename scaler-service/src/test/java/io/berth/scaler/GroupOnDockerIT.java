package io.berth.scaler;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.Hosts;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A group on this machine's engine: needs the image {@code berth/base:trixie}. Not part of the build; run it with {@code
 * -Dtest=GroupOnDockerIT}.
 */
@QuarkusTest
@TestProfile(GroupOnDockerIT.OnDocker.class)
@QuarkusTestResource(value = BerthStack.class, restrictToAnnotatedClass = true)
class GroupOnDockerIT {
    private static final String NETWORK = "berth-it-scaler";

    public static class OnDocker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.arc.exclude-types", "io.berth.test.FakeHosts");
        }
    }

    @Inject
    Hosts hosts;

    private Engine engine;
    private Outside outside;

    @BeforeEach
    void aNetworkIsThere() {
        engine = hosts.engine(hosts.defaultHost().name());
        engine.createNetwork(new NetworkSpec(
                new Owner("default", "network", "net_default", "default", 1),
                NETWORK,
                "bridge",
                List.of(new SubnetSpec("10.231.77.0/24", null, null)),
                false,
                false,
                null,
                false,
                null));
        outside = new Outside();
        outside.network("default", "default", NETWORK, "local");
    }

    @AfterEach
    void nothingIsLeft() {
        operator().header("Prefer", "wait=60").delete("/v1/groups/sleepers");
        outside.close();
        engine.network(NETWORK).ifPresent(network -> engine.removeNetwork(network.id()));
    }

    @Test
    void itGrowsHealsShrinksAndGoes() {
        var clock = new Stopwatch();
        operator()
                .header("Prefer", "wait=60")
                .body("""
                    {"name": "sleepers", "min": 2, "max": 4, "template": {
                      "image": "docker.io/berth/base:trixie", "command": ["sleep", "1000"], "stopGrace": "1s",
                      "resources": {"cpus": 0.1, "memoryBytes": 16777216, "pids": 16}, "user": "1001:1001"}}\
                    """)
                .post("/v1/groups")
                .then()
                .statusCode(201);
        clock.lap("two in service");
        assertThat(running()).hasSize(2);

        var victim = running().getFirst();
        assertThat(ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly())
                .isTrue();
        await().atMost(ofSeconds(30))
                .until(() -> running().size() == 2
                        && running().stream().noneMatch(one -> one.id().equals(victim.id())));
        clock.lap("killed by its host pid and replaced");

        operator()
                .body("{\"desired\": 4}")
                .post("/v1/groups/sleepers/scale")
                .then()
                .statusCode(200);
        await().atMost(ofSeconds(30)).until(() -> inService() == 4);
        clock.lap("four in service");

        operator()
                .body("{\"desired\": 2}")
                .post("/v1/groups/sleepers/scale")
                .then()
                .statusCode(200);
        await().atMost(ofSeconds(30)).until(() -> containers().size() == 2);
        clock.lap("two taken away");

        operator()
                .header("Prefer", "wait=60")
                .delete("/v1/groups/sleepers")
                .then()
                .statusCode(204);
        clock.lap("gone");
        assertThat(containers()).isEmpty();
        System.out.println("SCALER-PROOF " + clock);
    }

    private List<EngineContainer> containers() {
        return engine.containers("instance");
    }

    private List<EngineContainer> running() {
        return containers().stream().filter(EngineContainer::running).toList();
    }

    private static int inService() {
        return operator()
                .get("/v1/groups/sleepers/instances?status=IN_SERVICE")
                .jsonPath()
                .getList("items")
                .size();
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }

    /** Names and milliseconds of what happened, one after the other. */
    private static final class Stopwatch {
        private final StringBuilder laps = new StringBuilder();
        private long since = System.nanoTime();

        void lap(String what) {
            long now = System.nanoTime();
            laps.append(what).append('=').append((now - since) / 1_000_000).append("ms ");
            since = now;
        }

        @Override
        public String toString() {
            return laps.toString().strip();
        }
    }
}
