package io.berth.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The engine is restarted under everything, as by an update of Docker. Only where {@code ./berth test} found an engine that
 * it may restart: one that its own script starts, and that nobody else's containers run on.
 */
@EnabledIfEnvironmentVariable(named = "BERTH_E2E_ENGINE", matches = "ours")
@Order(9)
class EngineRestartE2E {

    private static final String NAME = "e2e-restart";
    private static final Berth BERTH = Berth.admin();

    private static App app;

    @BeforeAll
    static void everythingRuns() {
        app = new App(NAME, 2, 3);
        app.awaitExactly(2, 120);
        BERTH.function().create("/v1/functions", Zip.nodeFunction(NAME));
        assertThat(invoke()).isEqualTo(200);
    }

    @AfterAll
    static void clear() {
        BERTH.function().remove("/v1/functions/" + NAME);
        app.close();
        Inventory.awaitEqual();
    }

    @Test
    void afterARestartOfTheEngineEverythingServesAgain() {
        long began = System.nanoTime();
        long engine = Long.parseLong(Commands.run("cat", "/var/run/docker.pid"));
        Commands.run("kill", "-TERM", Long.toString(engine));
        Eventually.within(
                120, "the engine has ended", () -> ProcessHandle.of(engine).isEmpty());
        System.out.printf("the engine ended after %.1f s%n", (System.nanoTime() - began) / 1e9);
        Commands.run(Checkout.root().resolve("deploy/engine.sh").toString());

        Outage.endsWithServices();
        app.awaitExactly(2, 180);
        Eventually.within(
                120,
                "the app answers",
                () -> given().get("http://127.0.0.1:" + app.port() + "/").statusCode() == 200);
        Eventually.within(120, "the function answers", () -> invoke() == 200);
        System.out.printf("everything served again after %.1f s%n", (System.nanoTime() - began) / 1e9);
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
        app.scale(3);
        app.awaitExactly(3, 120);
    }

    private static int invoke() {
        return BERTH.function()
                .post("/v1/functions/" + NAME + "/invocations", Map.of("name", "again"))
                .statusCode();
    }
}
