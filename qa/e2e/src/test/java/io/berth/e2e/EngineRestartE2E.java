package io.berth.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine is restarted under everything. Only where {@code ./berth test} found an engine that
 * it may restart: one that its own script starts, and that nobody else's containers run on.
 */
@EnabledIfEnvironmentVariable(named = "BERTH_E2E_ENGINE", matches = "ours")
@Tag("long")
@Order(7)
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

    /** Ended as by an update of Docker, and as by a crash, which leaves its pid file and its containers running. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void afterARestartOfTheEngineEverythingServesAgain(String signal) {
        long began = System.nanoTime();
        long engine = Long.parseLong(Commands.run("cat", "/var/run/docker.pid"));
        Commands.run("kill", "-" + signal, Long.toString(engine));
        Eventually.within(
                120, "the engine has ended", () -> ProcessHandle.of(engine).isEmpty());
        System.out.printf("SIG%s: the engine ended after %.1f s%n", signal, (System.nanoTime() - began) / 1e9);
        // After the update the engine starts everything by itself; after the crash it may leave that to whoever starts
        // it.
        Path checkout = Checkout.root();
        if (signal.equals("TERM")) {
            Commands.run(checkout.resolve("deploy/engine.sh").toString());
        } else {
            Commands.run(checkout.resolve("berth").toString(), "up");
        }

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
        app.scale(2);
        app.awaitExactly(2, 120);
    }

    private static int invoke() {
        return BERTH.function()
                .post("/v1/functions/" + NAME + "/invocations", Map.of("name", "again"))
                .statusCode();
    }
}
