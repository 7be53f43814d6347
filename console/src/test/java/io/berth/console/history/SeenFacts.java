package io.berth.console.history;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.berth.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Singleton;

/** The facts that the history has, as a test looks at them. */
@Singleton
class SeenFacts {
    private final FactRepository facts;

    SeenFacts(FactRepository facts) {
        this.facts = facts;
    }

    /** The beginning of a project's history; the query begins with {@code &}, or is empty. */
    JsonPath page(String project, String query) {
        return given().auth()
                .oauth2(Tokens.of(project, "viewer"))
                .accept(ContentType.JSON)
                .get("/v1/events?since=0" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    void awaitFact(String subject) {
        var filter = new FactFilter("*", null, subject, null, null);
        await().until(() -> !facts.after(0, filter, 1).isEmpty());
    }

    void awaitFacts(String project, int count) {
        await().until(() -> page(project, "").getList("items").size() == count);
    }
}
