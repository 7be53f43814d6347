package io.berth.test.gadget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GadgetRepetitionComponentTest {
    @Inject
    AgroalDataSource database;

    @Test
    void aRequestWhoseProcessDiedBeforeItsAnswerIsAnsweredFromWhatItMade() throws SQLException {
        var first = post("died", "{\"name\": \"orphan\"}");
        forgetTheAnswer("died", "another process");

        var again = post("died", "{\"name\": \"orphan\"}");

        assertThat(again.statusCode()).as(again.asString()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
        assertThat(post("died", "{\"name\": \"other\"}").jsonPath().getString("code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aRequestThatIsStillRunningHereIsNotAnsweredForIt() throws SQLException {
        post("running", "{\"name\": \"alive\"}");
        forgetTheAnswer("running", null);

        assertThat(post("running", "{\"name\": \"alive\"}").jsonPath().getString("code"))
                .isEqualTo("IDEMPOTENCY_KEY_BUSY");
    }

    @Test
    void aRequestThatFailedAfterItsCommitIsAnsweredFromWhatItMade() {
        assertThat(post("lost", "{\"name\": \"lost-one\"}").statusCode()).isEqualTo(500);

        var again = post("lost", "{\"name\": \"lost-one\"}");

        assertThat(again.statusCode()).as(again.asString()).isEqualTo(202);
        assertThat(again.header("Location"))
                .isEqualTo("/v1/gadgets/" + again.jsonPath().getString("id"));
        assertThat(given().auth()
                        .oauth2(Tokens.viewer())
                        .get(again.header("Location"))
                        .jsonPath()
                        .getString("name"))
                .isEqualTo("lost-one");
    }

    @Test
    void whatWasRolledBackIsNotAnsweredFrom() throws SQLException {
        assertThat(post("torn", "{\"name\": \"torn-one\"}").statusCode()).isEqualTo(500);

        assertThat(post("torn", "{\"name\": \"torn-one\"}").statusCode()).isEqualTo(500);
        assertThat(given().auth()
                        .oauth2(Tokens.viewer())
                        .get("/v1/gadgets/torn-one")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRequestWhoseProcessDiedBeforeItMadeAnythingIsDoneAtOnceWhenItIsRepeated() throws SQLException {
        post("early", "{\"name\": \"gone\"}");
        forgetTheAnswer("early", "another process");
        execute("update idempotency set resource = null where key = 'early'");
        execute("delete from gadget where name = 'gone'");

        assertThat(post("early", "{\"name\": \"gone\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void aRequestThatLostItsKeyMeanwhileMakesNothing() {
        var robbed = post("robbed-one", "{\"name\": \"robbed-one\"}");

        assertThat(robbed.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_BUSY");
        assertThat(given().auth()
                        .oauth2(Tokens.viewer())
                        .get("/v1/gadgets/robbed-one")
                        .statusCode())
                .isEqualTo(404);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    /** The row as it is when the process goes away between commit and answer. */
    private void forgetTheAnswer(String key, String process) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update idempotency set finished = false, status = null, location = null, body = null,"
                                + " process = coalesce(?, process) where key = ? and resource is not null")) {
            update.setString(1, process);
            update.setString(2, key);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static Response post(String key, String body) {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .header("Prefer", "wait=20")
                .body(body)
                .post("/v1/gadgets");
    }
}
