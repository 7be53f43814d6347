package io.berth.console.history;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history keeps the conventions of every list and of every single resource. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class EventPagesComponentTest {
    @Inject
    FactSource services;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void aLimitThatIsNoNumberFromOneIsRefused(String limit) {
        given().auth()
                .oauth2(Tokens.viewer())
                .accept("application/json")
                .get("/v1/events?since=0&limit=" + limit)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_PARAMETER"));
    }

    @Test
    void aFactIsItsOwnVersion() {
        String project = "p" + System.nanoTime();
        String id = services.say(project, "io.berth.network.ready.v1", "net", "c", null);
        await().until(() -> event(project, id, "\"other\"") == 200);

        given().auth()
                .oauth2(Tokens.of(project, "viewer"))
                .get("/v1/events/" + id)
                .then()
                .header("ETag", "\"%s\"".formatted(id));
    }

    private static int event(String project, String id, String known) {
        return given().auth()
                .oauth2(Tokens.of(project, "viewer"))
                .header("If-None-Match", known)
                .get("/v1/events/" + id)
                .statusCode();
    }
}
