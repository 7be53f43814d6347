package io.berth.network;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.berth.engine.EngineException;
import io.berth.network.dependent.Dependents;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.Tokens;
import io.berth.web.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Facts of other services travel as they do in a suite: over Kafka. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class DependentComponentTest {
    @Inject
    Outbox outbox;

    @Inject
    Dependents dependents;

    @Inject
    Tenant tenant;

    @Inject
    FakeHosts hosts;

    record Template(List<String> networks) {}

    @FactType(value = "io.berth.group.changed.v1", topic = "berth.scaler")
    record Group(String subject, String name, String change, String status, Template template) implements DomainEvent {}

    @FactType(value = "io.berth.balancer.ready.v1", topic = "berth.balancer")
    record BalancerReady(String subject, String name, List<String> networks) implements DomainEvent {}

    @FactType(value = "io.berth.balancer.deleted.v1", topic = "berth.balancer")
    record BalancerDeleted(String subject, String name) implements DomainEvent {}

    @Test
    void aNetworkOfAGroupWithoutInstancesIsNotDeleted() {
        var id = TestContainers.network("resting");
        tell("default", group("grp_1", "workers", "READY", "resting"));
        tell("default", group("grp_2", "by-id", "READY", id));
        tell("other", group("grp_3", "strangers", "READY", "resting"));
        untilKnown("other", "resting", "group strangers");
        untilKnown("default", "resting", "group workers");
        untilKnown("default", id, "group by-id");

        delete("resting")
                .statusCode(409)
                .body("code", equalTo("NETWORK_IN_USE"))
                .body("detail", equalTo("resting is used by group by-id, group workers."));

        tell("default", group("grp_1", "workers", "READY", "elsewhere"));
        tell("default", group("grp_2", "by-id", "DELETING", id));
        untilKnown("default", "elsewhere", "group workers");
        untilKnown("default", id);
        delete("resting").statusCode(204);
    }

    @Test
    void aNetworkOfAnInternalBalancerIsNotDeleted() {
        TestContainers.network("inner");
        tell("default", new BalancerReady("lb_1", "db", List.of("inner")));
        untilKnown("default", "inner", "balancer db");

        delete("inner").statusCode(409).body("detail", equalTo("inner is used by balancer db."));

        tell("default", new BalancerDeleted("lb_1", "db"));
        untilKnown("default", "inner");
        delete("inner").statusCode(204);
    }

    @Test
    void aFactThatComesAMomentLateDoesNotRefuseADeletion() {
        TestContainers.network("left");
        tell("default", group("grp_4", "leaving", "READY", "left"));
        untilKnown("default", "left", "group leaving");

        var late = CompletableFuture.runAsync(
                () -> tell("default", group("grp_4", "leaving", "DELETING", "left")),
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        delete("left").statusCode(204);
        late.join();
    }

    @Test
    void aNetworkThatFailedMayBeDeletedWhileAGroupWantsIt() {
        tell("default", group("grp_5", "hopeful", "READY", "hopeless"));
        untilKnown("default", "hopeless", "group hopeful");
        hosts.engine().failNext("createNetwork", EngineException.Kind.REFUSED);
        operator()
                .header("Prefer", "wait=20")
                .body("{\"name\": \"hopeless\"}")
                .post("/v1/networks")
                .then()
                .statusCode(502);

        delete("hopeless").statusCode(204);
    }

    private static Group group(String id, String name, String status, String network) {
        return new Group(id, name, "UPDATED", status, new Template(List.of(network)));
    }

    private void tell(String project, DomainEvent fact) {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(fact, new Origin(project, "c", null, null)));
    }

    private void untilKnown(String project, String network, String... who) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> tenant.call(Tenant.ROOT, () -> dependents.of(project, network, network))
                        .equals(List.of(who)));
    }

    private static ValidatableResponse delete(String network) {
        return operator()
                .header("Prefer", "wait=20")
                .delete("/v1/networks/" + network)
                .then();
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }
}
