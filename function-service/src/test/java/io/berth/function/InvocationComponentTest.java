package io.berth.function;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.KafkaFacts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class InvocationComponentTest {
    private static final String PROJECT = "invoke";

    private final Api api = Api.of(PROJECT);

    @Inject
    FakeHosts hosts;

    @Inject
    FakeRuntimes runtimes;

    @Inject
    DataSource database;

    @Test
    void theFirstRequestIsColdAndTheNextOneWarm() {
        api.deployed("echo", "echo", "");

        var cold = api.invoke("echo", "{\"a\": 1}");
        cold.then()
                .statusCode(200)
                .header("Berth-Start", "cold")
                .header("Berth-Function-Error", equalTo(null))
                .body("event", equalTo("{\"a\": 1}"));
        assertThat(Double.parseDouble(cold.header("Berth-Duration-Ms"))).isPositive();
        assertThat(Long.parseLong(cold.header("Berth-Billed-Ms"))).isPositive();

        api.invoke("echo", "")
                .then()
                .statusCode(200)
                .header("Berth-Start", "warm")
                .body("event", equalTo("{}"))
                .body("instance", equalTo(cold.path("instance")));
        api.delete("echo");
    }

    @Test
    void aClaimMakesNothingOnTheEngineUntilItsAnswerAndThePoolIsFilledUpAfterwards() throws Exception {
        api.deployed("held", "holds", "");
        await().atMost(ofSeconds(20)).until(() -> ready() >= 2);
        long before = runtimes.created();
        var go = runtimes.hold();

        try (var caller = Executors.newSingleThreadExecutor()) {
            var answer = caller.submit(() -> api.invoke("held", "{}"));
            await().atMost(ofSeconds(20)).until(() -> ready() == 1);
            // Longer than the pool would otherwise wait.
            await().during(ofSeconds(1)).atMost(ofSeconds(20)).until(() -> runtimes.created() == before);
            go.countDown();
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        await().atMost(ofSeconds(20)).until(() -> runtimes.created() > before);
        api.delete("held");
    }

    /** As by a deletion that is not committed yet: its fact has its number already, and must not come before these. */
    @Test
    void factsOfInvocationsWaitForWhoeverChangesTheFunction() throws Exception {
        api.deployed("changing", "echo", "");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update function set updated_at = updated_at where name = 'changing'");
            api.invoke("changing", "{}").then().statusCode(200);

            await().atMost(ofSeconds(20)).until(this::anotherWaitsForALock);
            connection.commit();
        }
        await().atMost(ofSeconds(20)).until(() -> recorded("changing") == 1);
        api.delete("changing");
    }

    /** On a connection of its own: within one transaction activity always looks the same. */
    private boolean anotherWaitsForALock() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity"
                                + " where datname = current_database() and wait_event_type = 'Lock' and query like '%for share%'")) {
            rows.next();
            return rows.getInt(1) == 1;
        }
    }

    private int recorded(String function) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from invocation where function_name = ?")) {
            query.setString(1, function);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void aHandlersErrorIsAnAnswer() {
        api.deployed("throws", "throws", "");

        api.invoke("throws", "{}")
                .then()
                .statusCode(200)
                .header("Berth-Function-Error", "Unhandled")
                .body("errorType", equalTo("Error"))
                .body("errorMessage", equalTo("as asked"))
                .body("stackTrace.size()", equalTo(0));
        api.delete("throws");
    }

    @Test
    void codeThatCannotBeLoadedIsAnAnswer() {
        api.deployed("broken", "broken", "");

        api.invoke("broken", "{}")
                .then()
                .statusCode(200)
                .header("Berth-Function-Error", "Unhandled")
                .body("errorType", equalTo("Runtime.ImportModuleError"));
        api.delete("broken");
    }

    @Test
    void codeThatDoesNotLoadInTimeIsGivenUp() {
        api.deployed("slow-init", "slowinit", "");

        api.invoke("slow-init", "{}").then().statusCode(504).body("code", equalTo("FUNCTION_TIMED_OUT"));
        api.delete("slow-init");
    }

    @Test
    void anInstanceThatTakesTooLongIsStoppedAndNotUsedAgain() {
        api.deployed("sleeps", "sleeps", ", \"timeout\": \"300ms\"");
        runtimes.hold();

        var answer = api.invoke("sleeps", "{}");

        answer.then()
                .statusCode(504)
                .header("Berth-Start", "cold")
                .header("Berth-Billed-Ms", equalTo(Long.toString((long) Math.ceil(duration(answer)))))
                .body("code", equalTo("FUNCTION_TIMED_OUT"))
                .body("detail", containsString("300 ms"));
        assertThat(duration(answer)).isBetween(300.0, 15_000.0);
        api.invoke("sleeps", "{}").then().statusCode(504).header("Berth-Start", "cold");
        api.delete("sleeps");
    }

    @Test
    void aProcessThatEndsIsTold() {
        api.deployed("exits", "exits", "");

        api.invoke("exits", "{}")
                .then()
                .statusCode(502)
                .body("code", equalTo("FUNCTION_CRASHED"))
                .body("detail", containsString("code 3"));
        api.delete("exits");
    }

    @Test
    void runningOutOfMemoryIsToldApart() {
        api.deployed("eats", "eats", ", \"memoryMb\": 128");

        api.invoke("eats", "{}")
                .then()
                .statusCode(502)
                .body("code", equalTo("FUNCTION_OUT_OF_MEMORY"))
                .body("detail", containsString("128 MB"));
        api.delete("eats");
    }

    @Test
    void moreRequestsThanInstancesWaitAndAreThrottledInTheEnd() throws Exception {
        api.deployed("few", "holds", ", \"maxInstances\": 1, \"timeout\": \"30s\"");
        var go = runtimes.hold();

        try (var callers = Executors.newFixedThreadPool(2)) {
            var first = callers.submit(() -> api.invoke("few", "{}"));
            await().atMost(ofSeconds(20)).until(() -> busy());
            api.invoke("few", "{}")
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("FUNCTION_THROTTLED"))
                    .body("detail", containsString("1 instances"));
            go.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
        }
        api.delete("few");
    }

    @Test
    void manyAtOnceAreAllAnsweredOnceEach() throws Exception {
        api.deployed("many", "echo", ", \"maxInstances\": 5, \"timeout\": \"20s\"");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                var payload = "{\"n\": " + i + "}";
                answers.add(callers.submit(() -> api.invoke("many", payload)));
            }
            var instances = new HashSet<String>();
            for (int i = 0; i < answers.size(); i++) {
                var answer = answers.get(i).get();
                answer.then().statusCode(200).body("event", equalTo("{\"n\": " + i + "}"));
                instances.add(answer.path("instance"));
            }
            assertThat(instances).hasSizeBetween(1, 5);
        }
        api.delete("many");
    }

    @Test
    void anInstanceSpeaksOnlyForItsOwnRequest() {
        api.deployed("forges", "forges", "");

        api.invoke("forges", "{}").then().statusCode(200).body(equalTo("\"mine\""));

        var runtime = await().atMost(ofSeconds(20))
                .until(
                        () -> hosts.engine().containers("function-instance").stream()
                                .flatMap(container ->
                                        runtimes.of(container.owner().id()).stream())
                                .filter(found -> found.refusals().size() == 6)
                                .findFirst(),
                        found -> found.isPresent());
        assertThat(runtime.orElseThrow().refusals()).containsExactly(400, 403, 403, 403, 403, 400);
        api.delete("forges");
    }

    @Test
    void anInstanceGetsTheHeadersOfTheRuntimeApi() {
        api.deployed("headers", "headers", "");

        var answer = api.invoke("headers", "{}");

        answer.then()
                .statusCode(200)
                .body("lambda-runtime-aws-request-id", equalTo(answer.header("Berth-Request-Id")))
                .body("lambda-runtime-invoked-function-arn", equalTo("arn:berth:lambda:local:invoke:function:headers"))
                .body(
                        "lambda-runtime-trace-id",
                        containsString(
                                "Root=1-" + answer.header("Berth-Trace-Id").substring(0, 8)));
        assertThat(Long.parseLong(answer.path("lambda-runtime-deadline-ms"))).isGreaterThan(0);
        api.delete("headers");
    }

    @Test
    void payloadsMayHaveSixMebibytesAndNoMore() {
        api.deployed("large", "echo", "");

        api.invoke("large", "\"" + "x".repeat(2 << 20) + "\"").then().statusCode(200);
        api.invoke("large", "\"" + "x".repeat(6 << 20) + "\"").then().statusCode(413);
        api.delete("large");
    }

    @Test
    void whatIsNotThereIsNotInvoked() {
        api.deployed("mine", "echo", "");

        api.invoke("nothing", "{}").then().statusCode(404).body("code", equalTo("FUNCTION_NOT_FOUND"));
        Api.of("elsewhere").invoke("mine", "{}").then().statusCode(404);
        api.call()
                .body("{}")
                .post("/v1/functions/mine/invocations?qualifier=7")
                .then()
                .statusCode(404);
        api.call()
                .body("{}")
                .post("/v1/functions/mine/invocations?qualifier=$LATEST")
                .then()
                .statusCode(200);
        api.call()
                .header("Prefer", "respond-async")
                .body("{}")
                .post("/v1/functions/mine/invocations")
                .then()
                .statusCode(422);
        api.delete("mine");
    }

    @Test
    void everyRunIsRememberedToldAndPaidForOnce() {
        var function =
                api.deployed("paid", "echo", ", \"memoryMb\": 200").extract().<String>path("id");
        api.deployed("paid-badly", "throws", "");
        var request = api.invoke("paid", "{}").header("Berth-Request-Id");
        var again = api.invoke("paid", "{}");
        var failed = api.invoke("paid-badly", "{}").header("Berth-Request-Id");

        await().atMost(ofSeconds(20))
                .untilAsserted(() -> api.call()
                        .get("/v1/functions/paid/invocations/" + request)
                        .then()
                        .statusCode(200)
                        .body("outcome", equalTo("SUCCEEDED"))
                        .body("start", equalTo("cold"))
                        .body("logTail", equalTo("logged"))
                        .body("logCut", equalTo(true)));
        Api.of("elsewhere")
                .call()
                .get("/v1/functions/paid/invocations/" + request)
                .then()
                .statusCode(404);
        await().atMost(ofSeconds(20)).until(() -> usage(function).getInt("invocations") == 2);
        var line = usage(function);
        assertThat(line.getLong("mbMs")).isEqualTo(line.getLong("billedMs") * 200);
        assertThat(line.getLong("billedMs")).isGreaterThanOrEqualTo(Long.parseLong(again.header("Berth-Billed-Ms")));

        try (var facts = KafkaFacts.of("berth.function", "berth.usage")) {
            facts.await("completed", fact -> is("io.berth.invocation.completed.v1", request, "requestId", fact));
            facts.await("failed", fact -> is("io.berth.invocation.failed.v1", failed, "requestId", fact));
            var used = facts.await("usage", fact -> is("io.berth.usage.recorded.v1", request, "id", fact));
            assertThat(used.data().path("quantity").asLong() % 200).isZero();
            assertThat(used.project()).isEqualTo(PROJECT);
            facts.requireValid();
        }
        api.delete("paid");
        api.delete("paid-badly");
    }

    @Test
    void idleInstancesGo() {
        api.deployed("idle", "echo", "");
        var instance = api.invoke("idle", "{}").<String>path("instance");
        assertThat(containers()).contains(instance);

        await().atMost(ofSeconds(40)).until(() -> !containers().contains(instance));
        api.invoke("idle", "{}").then().statusCode(200).header("Berth-Start", "cold");
        api.delete("idle");
    }

    private io.restassured.path.json.JsonPath usage(String function) {
        var report = api.call().get("/v1/usage");
        report.then().statusCode(200);
        var lines = report.jsonPath();
        lines.setRootPath("items.find { it.key == '" + function + "' }");
        return lines;
    }

    private static boolean is(String type, String id, String field, KafkaFacts.Fact fact) {
        return type.equals(fact.type()) && fact.data().path(field).asText().equals(id);
    }

    private static double duration(Response answer) {
        return Double.parseDouble(answer.header("Berth-Duration-Ms"));
    }

    private long ready() {
        return gauge("READY");
    }

    private boolean busy() {
        return gauge("BUSY") > 0;
    }

    /** By host name, as instances tell it. */
    private List<String> containers() {
        return hosts.engine().containers("function-instance").stream()
                .map(container -> container.owner().id().replace('_', '-') + ".runtime.internal")
                .toList();
    }

    private static long gauge(String state) {
        return io.restassured.RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("berth_function_instances{") && line.contains("\"" + state + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
