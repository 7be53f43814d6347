package io.berth.console.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The live stream, where it begins and where it has gaps. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class StreamComponentTest {

    private static final String READY = "io.berth.network.ready.v1";

    @Inject
    FactSource services;

    @Inject
    SeenFacts seen;

    @Inject
    FactRepository facts;

    @Inject
    HistoryWriter history;

    @Test
    void aSubscriberSeesAFactOfItsProjectAndNoOther() throws Exception {
        String mine = "net_" + UUID.randomUUID();
        String theirs = "net_" + UUID.randomUUID();
        try (var stream = new StreamReader("", Tokens.of("left", "viewer"), Map.of())) {
            services.say("right", READY, theirs, "c", null);
            services.say("left", READY, mine, "c", null);

            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.subjects()).containsExactly(mine);
            var event = stream.events.getFirst();
            assertThat(event.name()).isEqualTo(READY);
            assertThat(event.id()).isEqualTo(event.data().path("cursor").asText());
            assertThat(event.data().path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.data().path("service").asText()).isEqualTo("network");
            assertThat(event.data().path("project").asText()).isEqualTo("left");
            assertThat(event.data().path("data").path("name").asText()).isEqualTo(mine);
            assertThat(event.data().path("traceparent").asText()).startsWith("00-");
        }
        given().auth()
                .oauth2(Tokens.of("left", "viewer"))
                .accept(ContentType.JSON)
                .get("/v1/events?subject=" + theirs)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void replayAndLiveMeetWithoutAHoleWhileFactsKeepComing() throws Exception {
        String project = "p" + System.nanoTime();
        List<String> said = new ArrayList<>();
        List<StreamReader> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String subject = "net_" + i;
            said.add(subject);
            services.say(project, READY, subject, "c", null);
            if (i % 50 == 25) {
                streams.add(new StreamReader("?since=0", Tokens.of(project, "viewer"), Map.of()));
            }
        }
        for (StreamReader stream : streams) {
            await().until(() -> stream.events.size() >= 200);
            assertThat(stream.subjects()).containsExactlyInAnyOrderElementsOf(said);
            assertThat(stream.events.stream()
                            .map(event -> Long.parseLong(event.id()))
                            .toList())
                    .isSorted();
            stream.close();
        }
    }

    @Test
    void aReaderThatComesBackGoesOnAfterTheLastEventItSaw() throws Exception {
        String project = "p" + System.nanoTime();
        for (String subject : List.of("a", "b", "c")) {
            services.say(project, READY, project + subject, "c", null);
            seen.awaitFact(project + subject);
        }
        String second = seen.page(project, "").getString("items[1].cursor");

        try (var stream = new StreamReader("?since=0", Tokens.of(project, "viewer"), Map.of("Last-Event-ID", second))) {
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.subjects()).containsExactly(project + "c");
        }
    }

    @Test
    void aTimeReplaysWhatWasSaidSince() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "before", "c", null);
        seen.awaitFact(project + "before");
        Instant between = Instant.now();
        services.say(project, READY, project + "after", "c", null);
        seen.awaitFact(project + "after");

        try (var stream = new StreamReader("?since=" + between, Tokens.of(project, "viewer"), Map.of())) {
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.subjects()).containsExactly(project + "after");
        }
    }

    @Test
    void whatWasForgottenIsAGap() throws Exception {
        String project = "p" + System.nanoTime();
        services.say(project, READY, project + "old", "c", null);
        seen.awaitFact(project + "old");
        String old = seen.page(project, "").getString("items[0].cursor");
        services.say(project, READY, project + "older", "c", null);
        seen.awaitFact(project + "older");
        history.forgetBefore(Instant.now().plusSeconds(1));
        services.say(project, READY, project + "new", "c", null);

        try (var stream = new StreamReader("?since=" + old, Tokens.of(project, "viewer"), Map.of())) {
            await().until(() -> stream.events.size() >= 2);
            assertThat(stream.events.getFirst().name()).isEqualTo("gap");
            assertThat(stream.events.getFirst().data().path("reason").asText()).isEqualTo("FORGOTTEN");
            assertThat(stream.events.getFirst().id())
                    .isEqualTo(Long.toString(facts.mark().forgottenTo()));
            assertThat(stream.events.get(1).data().path("subject").asText()).isEqualTo(project + "new");
        }
    }

    @Test
    void aQuietStreamMovesOnPastWhatIsNotForIt() throws Exception {
        String project = "p" + System.nanoTime();
        try (var stream = new StreamReader("", Tokens.of("quiet" + project, "viewer"), Map.of())) {
            services.say(project, READY, project, "c", null);
            seen.awaitFact(project);
            long said = facts.after(0, new FactFilter("*", null, project, null, null), 1)
                    .getFirst()
                    .seq();

            await().until(() -> stream.lastId() != null && Long.parseLong(stream.lastId()) >= said);
            assertThat(stream.events).isEmpty();
        }
    }

    @Test
    void aCursorOfALostHistoryIsAGap() throws Exception {
        try (var stream = new StreamReader("", Tokens.viewer(), Map.of("Last-Event-ID", "999999999"))) {
            await().until(() -> !stream.events.isEmpty());
            assertThat(stream.events.getFirst().data().path("reason").asText()).isEqualTo("RESTARTED");
        }
    }

    @Test
    void aQuietStreamSaysThatItIsAlive() throws Exception {
        try (var stream = new StreamReader("", Tokens.of("quiet", "viewer"), Map.of())) {
            await().until(() -> stream.comments.size() >= 3);
            assertThat(stream.events).isEmpty();
            assertThat(stream.comments.getFirst()).startsWith("facts after");
        }
    }

    @Test
    void aPositionThatIsNoneIsRefusedBeforeTheStreamBegins() {
        for (String accept : List.of("text/event-stream", "application/json")) {
            given().auth()
                    .oauth2(Tokens.viewer())
                    .accept(accept)
                    .get("/v1/events?since=yesterday")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("INVALID_FIELD"))
                    .body("errors[0].field", equalTo("since"))
                    .body("traceId", notNullValue());
        }
    }
}
