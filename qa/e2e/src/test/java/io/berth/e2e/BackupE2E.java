package io.berth.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suite, lost and restored: the last test, because it makes every container anew. */
@Tag("long")
@Order(10)
class BackupE2E {

    private static final Path CHECKOUT = Checkout.root();
    private static final String BERTH = CHECKOUT.resolve("berth").toString();

    /** In the checkout, which is at the same path wherever these tests run. */
    private final String directory =
            CHECKOUT.resolve("qa/e2e/target/backup-" + System.nanoTime()).toString();

    @Test
    void aLostSuiteIsRestoredUntilItServesAgain() {
        try (var app = new App("kept", 2, 2)) {
            app.awaitExactly(2, 90);
            String balancer = app.balancerId();
            app.berth().function().remove("/v1/functions/kept");
            app.berth().function().create("/v1/functions", functionWithASecret());
            app.berth().volume().create("/v1/volumes", Map.of("name", "kept"));

            Ledger.close();
            String id = Commands.run(BERTH, "backup", directory);
            assertThat(Commands.run(BERTH, "backup", directory, "--list")).isEqualTo(id);
            Commands.run(BERTH, "backup", directory, "--check");
            Commands.run(BERTH, "down", "--volumes");
            assertThat(Engine.containers("instance")).isEmpty();
            // What the engine still holds must not hide that a layer is missing.
            Commands.attempt("", "docker", "image", "rm", "--force", Suite.registry() + "/" + SampleApp.IMAGE);

            Commands.run(BERTH, "restore", directory);

            assertThat(app.balancerId()).isEqualTo(balancer);
            app.berth().network().awaitReady("/v1/networks/kept");
            app.berth().scaler().awaitReady("/v1/groups/kept");
            app.awaitExactly(2, 120);
            Eventually.within(
                    60,
                    "the app answers",
                    () -> given().get("http://127.0.0.1:" + app.port() + "/").statusCode() == 200);
            Eventually.within(
                    120,
                    "the function has its code and its secret",
                    () -> app.berth()
                            .function()
                            .post("/v1/functions/kept/invocations", Map.of())
                            .asString()
                            .contains("sesame"));
            Eventually.within(
                    60,
                    "the data of a volume are said to be lost, since no backup has them",
                    () -> app.berth()
                            .volume()
                            .require("/v1/volumes/kept")
                            .getString("status")
                            .equals("FAILED"));
            assertThat(Commands.attempt("", BERTH, "restore", directory).err()).contains("with data already");
            app.berth().function().remove("/v1/functions/kept");
            app.berth().volume().remove("/v1/volumes/kept");
        }
    }

    private static Map<String, Object> functionWithASecret() {
        String code = "export const handler = async () => ({ word: process.env.WORD });";
        return Map.of(
                "name", "kept",
                "runtime", "nodejs24.x",
                "handler", "index.handler",
                "secrets", Map.of("WORD", "sesame"),
                "code", Map.of("zip", Zip.of("index.mjs", code)));
    }
}
