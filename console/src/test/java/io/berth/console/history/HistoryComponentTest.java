package io.berth.console.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The history as pages and trees, and who sees what of it. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class HistoryComponentTest {

    private static final String READY = "io.berth.network.ready.v1";

    @Inject
    FactSource services;

    @Inject
    SeenFacts seen;

    @Test
    void aServiceSeesEveryProjectAndAnAdminTheOneThatItNames() {
        String subject = "net_" + UUID.randomUUID();
        services.say("left", READY, subject, "c", null);
        seen.awaitFact(subject);

        for (var answer : List.of(
                given().auth().oauth2(Tokens.service()),
                given().auth().oauth2(Tokens.admin()).header("Berth-Project", "left"))) {
            answer.accept(ContentType.JSON)
                    .get("/v1/events?subject=" + subject)
                    .then()
                    .body("items", hasSize(1));
        }
        given().auth()
                .oauth2(Tokens.viewer())
                .accept(ContentType.JSON)
                .get("/v1/events?subject=" + subject)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void filtersNarrowTheStreamAndTheHistory() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, "one", "c1", null);
        services.say(project, "io.berth.endpoint.attached.v1", "two", "c2", null);
        seen.awaitFacts(project, 2);

        for (String filter : List.of("type=io.berth.endpoint.", "subject=two", "correlationId=c2")) {
            assertThat(seen.page(project, "&" + filter).getList("items.subject"))
                    .as(filter)
                    .containsExactly("two");
            try (var stream = new StreamReader("?since=0&" + filter, Tokens.of(project, "viewer"), Map.of())) {
                await().until(() -> !stream.events.isEmpty());
                assertThat(stream.subjects()).as(filter).containsExactly("two");
            }
        }
        assertThat(seen.page(project, "&service=network").getList("items")).hasSize(2);
        assertThat(seen.page(project, "&service=image").getList("items")).isEmpty();
        assertThat(seen.page(project, "&type=io.berth.endpoint%25").getList("items"))
                .isEmpty();
    }

    @Test
    void historyIsPagedOldestFirst() {
        String project = "p" + System.nanoTime();
        for (int i = 0; i < 5; i++) {
            services.say(project, READY, "net_" + i, "c", null);
        }
        seen.awaitFacts(project, 5);

        var first = seen.page(project, "&limit=3");
        assertThat(first.getList("items")).hasSize(3);
        var second = seen.page(project, "&limit=3&cursor=" + first.getString("next"));
        assertThat(second.getList("items")).hasSize(2);
        assertThat(second.getString("next")).isNull();
        List<String> all = new ArrayList<>(first.getList("items.subject"));
        all.addAll(second.getList("items.subject"));
        assertThat(all).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void theTreeShowsWhatARequestCaused() {
        String project = "p" + System.nanoTime();
        String correlation = UUID.randomUUID().toString();
        String root = services.say(project, "io.berth.network.requested.v1", "net", correlation, null);
        String ready = services.say(project, READY, "net", correlation, root);
        services.say(project, "io.berth.endpoint.attached.v1", "end", correlation, ready);
        services.say("elsewhere", READY, "secret", correlation, root);
        seen.awaitFacts(project, 3);

        given().auth()
                .oauth2(Tokens.of(project, "viewer"))
                .get("/v1/events/" + ready + "/tree")
                .then()
                .statusCode(200)
                .body("correlationId", equalTo(correlation))
                .body("facts", equalTo(3))
                .body("roots", hasSize(1))
                .body("roots[0].event.id", equalTo(root))
                .body("roots[0].children", hasSize(1))
                .body("roots[0].children[0].event.id", equalTo(ready))
                .body("roots[0].children[0].children[0].event.subject", equalTo("end"));
        given().auth()
                .oauth2(Tokens.of("elsewhere", "viewer"))
                .get("/v1/events/" + ready + "/tree")
                .then()
                .statusCode(404)
                .body("code", equalTo("EVENT_NOT_FOUND"));
    }

    @Test
    void withoutATokenThereIsNothingToSee() {
        for (String path : List.of("/v1/events", "/v1/events/x", "/v1/events/x/tree", "/v1/services")) {
            given().get(path).then().statusCode(401).body("stackTrace", nullValue());
        }
    }
}
