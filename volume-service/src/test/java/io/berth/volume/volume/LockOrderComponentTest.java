package io.berth.volume.volume;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.berth.web.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A request and the reconciler change one volume at the same moment: one waits for the other, and both are done. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class LockOrderComponentTest {
    @Inject
    VolumeRepository volumes;

    @Inject
    VolumeStore store;

    @Inject
    VolumeNews news;

    @Inject
    Tenant tenant;

    @Inject
    AgroalDataSource database;

    @Test
    void whoRecordsAVolumeWhileARequestHoldsItWaitsWithoutHoldingItsState() throws Exception {
        String id = given().auth()
                .oauth2(Tokens.operator())
                .contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body("{\"name\": \"contended\"}")
                .post("/v1/volumes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        var recording = new CompletableFuture<Void>();
        tenant.run(
                "default",
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    var volume = volumes.requireLocked(id);
                    Thread.ofVirtual().start(() -> record(id, recording));
                    await().until(this::somebodyWaits);
                    news.deleting(volume);
                }));

        recording.get(20, SECONDS);
        assertThat(recording).isCompleted();
    }

    private void record(String id, CompletableFuture<Void> done) {
        try {
            tenant.run(Tenant.ROOT, () -> store.failed(id, VolumeError.VOLUME_LOST, "as the test wants it"));
            done.complete(null);
        } catch (RuntimeException broken) {
            done.completeExceptionally(broken);
        }
    }

    private boolean somebodyWaits() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var waiting = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            waiting.next();
            return waiting.getInt(1) > 0;
        }
    }
}
