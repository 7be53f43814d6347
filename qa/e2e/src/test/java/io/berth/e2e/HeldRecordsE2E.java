package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The blow falls exactly between what a service did to the engine and the record of it: the record is held in PostgreSQL
 * until the service is dead. What was made is adopted and not made twice, what was removed is forgotten, no fact is lost,
 * and traffic does not notice.
 */
@Order(6)
class HeldRecordsE2E {

    private static final int RATE = 60;
    private static final String NAME = "e2e-held";
    private static final String SIDE = "e2e-held-side";

    private static final Berth BERTH = Berth.admin();

    private static App app;

    private final Traffic traffic = new Traffic();

    @BeforeAll
    static void twoInstancesServe() {
        clearSide();
        app = new App(NAME, 2, 4);
        app.awaitExactly(2, 120);
    }

    @AfterAll
    static void clear() {
        app.close();
        clearSide();
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
    }

    private static void clearSide() {
        BERTH.balancer().remove("/v1/balancers/" + SIDE);
        BERTH.network().remove("/v1/networks/" + SIDE);
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkBetweenTheEngineAndItsRecordIsAdoptedAndForgotten(Blow blow) {
        String id;
        String made;
        try (var hold = new RecordHold("network", "update", "network", becomes("READY"))) {
            id = BERTH.network().ask("/v1/networks", Map.of("name", SIDE)).getString("id");
            hold.awaitHeld();
            made = Engine.only(Engine.networks(), id);
            assertThat(Postgres.status("network", "network", id)).isEqualTo("PENDING");
            blow.strike("network", hold);
        }
        BERTH.network().awaitReady("/v1/networks/" + SIDE);
        assertThat(BERTH.network().require("/v1/networks/" + SIDE).getString("engineId"))
                .isEqualTo(made);
        Inventory.awaitEqual();

        try (var hold = new RecordHold("network", "delete", "network", "old.name = '" + SIDE + "'")) {
            BERTH.network().askRemoval("/v1/networks/" + SIDE);
            hold.awaitHeld();
            assertThat(Engine.networks()).noneMatch(found -> found.owner().equals(id));
            assertThat(Postgres.status("network", "network", id)).isEqualTo("DELETING");
            blow.strike("network", hold);
        }
        BERTH.network().awaitGone("/v1/networks/" + id);
        Inventory.awaitEqual();
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointBetweenTheEngineAndItsRecordIsAdoptedAndForgotten(Blow blow) {
        BERTH.network().create("/v1/networks", Map.of("name", SIDE));
        String endpoints = "/v1/networks/" + SIDE + "/endpoints";
        String container = (String) app.instances().getFirst().get("containerId");
        String id;
        try (var hold = new RecordHold("network", "update", "endpoint", "new.status = 'READY'")) {
            id = BERTH.network()
                    .ask(endpoints, Map.of("container", container, "aliases", List.of("side")))
                    .getString("id");
            hold.awaitHeld();
            assertThat(Engine.networksOf(container)).contains(sideNetwork());
            assertThat(Postgres.status("network", "endpoint", id)).isEqualTo("PENDING");
            blow.strike("network", hold);
        }
        BERTH.network().awaitReady(endpoints + "/" + id);
        assertThat(Engine.networksOf(container)).containsOnlyOnce(sideNetwork());

        try (var hold = new RecordHold("network", "delete", "endpoint", "old.id = '" + id + "'")) {
            BERTH.network().askRemoval(endpoints + "/" + id);
            hold.awaitHeld();
            assertThat(Engine.networksOf(container)).doesNotContain(sideNetwork());
            assertThat(Postgres.status("network", "endpoint", id)).isEqualTo("DELETING");
            blow.strike("network", hold);
        }
        BERTH.network().awaitGone(endpoints + "/" + id);
        BERTH.network().remove("/v1/networks/" + SIDE);
    }

    @ParameterizedTest
    @EnumSource
    void aBalancerBetweenTheEngineAndItsRecordIsAdoptedAndForgotten(Blow blow) {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            String id;
            String made;
            try (var hold = new RecordHold("balancer", "update", "balancer", becomes("READY"))) {
                id = BERTH.balancer()
                        .ask("/v1/balancers", Map.of("name", SIDE, "scheme", "EXTERNAL"))
                        .getString("id");
                hold.awaitHeld();
                made = Engine.only(Engine.containers("balancer"), id);
                assertThat(Postgres.status("balancer", "balancer", id)).isEqualTo("PENDING");
                blow.strike("balancer", hold);
            }
            BERTH.balancer().awaitReady("/v1/balancers/" + SIDE);
            assertThat(Engine.only(Engine.containers("balancer"), id)).isEqualTo(made);
            Inventory.awaitEqual();

            try (var hold = new RecordHold("balancer", "delete", "balancer", "old.name = '" + SIDE + "'")) {
                BERTH.balancer().askRemoval("/v1/balancers/" + SIDE);
                hold.awaitHeld();
                assertThat(Engine.containers("balancer"))
                        .noneMatch(found -> found.owner().equals(id));
                assertThat(Postgres.status("balancer", "balancer", id)).isEqualTo("DELETING");
                blow.strike("balancer", hold);
            }
            BERTH.balancer().awaitGone("/v1/balancers/" + id);
            moreTraffic(load);
        }
        assertNoFailure("balancer", blow);
    }

    @ParameterizedTest
    @EnumSource
    void aTargetBetweenItsProxyAndItsRecordComesIntoServiceAndLeaves(Blow blow) {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            try (var hold = new RecordHold(
                    "balancer", "update", "target", "new.health = 'HEALTHY' and old.health <> 'HEALTHY'")) {
                app.scale(3);
                blow.strike("balancer", hold);
            }
            app.awaitExactly(3, 120);

            try (var hold = new RecordHold("balancer", "update", "target", "new.health = 'DRAINED'")) {
                app.scale(2);
                blow.strike("balancer", hold);
            }
            app.awaitExactly(2, 120);
            moreTraffic(load);
        }
        assertNoFailure("balancer, target", blow);
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceBetweenTheEngineAndItsRecordIsAdoptedAndForgotten(Blow blow) {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            String made;
            String id;
            try (var hold = new RecordHold(
                    "scaler", "update", "instance", "old.container_id is null and new.container_id is not null")) {
                app.scale(3);
                hold.awaitHeld();
                id = newest("LAUNCHING");
                made = Engine.only(Engine.containers("instance"), id);
                assertThat(Engine.pid(made)).isPositive();
                assertThat(Postgres.status("scaler", "instance", id)).isEqualTo("LAUNCHING");
                blow.strike("scaler", hold);
            }
            app.awaitExactly(3, 120);
            assertThat(Engine.only(Engine.containers("instance"), id)).isEqualTo(made);
            Inventory.awaitEqual();

            String leaving;
            try (var hold = new RecordHold("scaler", "update", "instance", becomesTerminated())) {
                app.scale(2);
                hold.awaitHeld();
                leaving = newest("DRAINING");
                assertThat(Engine.containers("instance"))
                        .noneMatch(found -> found.owner().equals(leaving));
                assertThat(Postgres.status("scaler", "instance", leaving)).isEqualTo("DRAINING");
                blow.strike("scaler", hold);
            }
            app.awaitExactly(2, 120);
            assertThat(Postgres.status("scaler", "instance", leaving)).isEqualTo("TERMINATED");
            moreTraffic(load);
        }
        assertNoFailure("scaler", blow);
    }

    private static String becomes(String status) {
        return "new.name = '%s' and new.status = '%s' and old.status <> '%s'".formatted(SIDE, status, status);
    }

    private static String becomesTerminated() {
        return "new.status = 'TERMINATED' and old.status <> 'TERMINATED'";
    }

    private static String newest(String status) {
        return Postgres.superuser(
                "scaler", "select id from instance where status = '" + status + "' order by id desc limit 1");
    }

    private static String sideNetwork() {
        return BERTH.network().require("/v1/networks/" + SIDE).getString("engineName");
    }

    private static void moreTraffic(Load load) {
        long sent = load.sent();
        Eventually.within(30, "some more requests", () -> load.sent() > sent + RATE);
    }

    private void assertNoFailure(String struck, Blow blow) {
        System.out.println(struck + ", " + blow + ": " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        Inventory.awaitEqual();
    }
}
