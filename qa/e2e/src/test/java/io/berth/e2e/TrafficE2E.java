package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The main job under load: no request is lost, whatever the group does. Kept-alive and fresh connections, no retries by
 * the client; HAProxy's own redispatches, which happen before a target has seen the request, are printed.
 */
@Order(4)
class TrafficE2E {

    private static final int KEPT_ALIVE = 24;
    private static final int FRESH = 6;

    private final App app = new App("e2e-web", 2, 6);
    private final Traffic traffic = new Traffic();

    @AfterEach
    void clear() {
        app.close();
    }

    @Test
    void aGroupGrowsUnderLoadAndShrinksAfterIt() {
        app.track(50);
        try (var log = new RequestLog(app)) {
            try (Load load = app.load(250, KEPT_ALIVE, FRESH, traffic)) {
                Eventually.within(
                        120, "five instances serve", () -> app.inService().size() >= 5);
                load.rate(40);
                Eventually.within(
                        180, "two instances are left", () -> app.instances().size() == 2);
            }
            log.close();
            report("grow and shrink");
            assertThat(traffic.disagreements(log)).isEmpty();
        }
        assertThat(activities()).contains("OUT", "IN");
        assertThat(traffic.tally().byInstance()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void thirtyTargetChangesLoseNoRequest() {
        try (var log = new RequestLog(app)) {
            int begin = targetChanges();
            try (Load load = app.load(400, KEPT_ALIVE, FRESH, traffic)) {
                for (int round = 0; round < 3; round++) {
                    app.scale(6);
                    app.awaitExactly(6, 120);
                    app.scale(2);
                    app.awaitExactly(2, 120);
                }
                while (targetChanges() - begin < 30) {
                    replaceOne();
                }
                Eventually.within(120, "20,000 requests were sent", () -> load.sent() >= 20_000);
                // Of the last ten seconds: while there are requests.
                JsonPath now = stats();
                assertThat(now.getString("pools[0].latencyMs.p95")).isNotNull();
                assertThat(now.getString("listeners[0].latencyMs.p95")).isNotNull();
            }
            log.close();
            JsonPath stats = report(targetChanges() - begin + " target changes");
            // Counters begin again with a reload: there was none.
            assertThat(stats.getLong("pools[0].requests")).isGreaterThanOrEqualTo(20_000);
            assertThat(stats.getLong("listeners[0].requests")).isGreaterThanOrEqualTo(20_000);
            System.out.println("redispatches: " + stats.getLong("pools[0].redispatches"));
            assertThat(targetChanges() - begin).isGreaterThanOrEqualTo(30);
            assertThat(traffic.tally().requests()).isGreaterThanOrEqualTo(20_000);
            assertThat(traffic.disagreements(log)).isEmpty();
        }
    }

    @Test
    void anInstanceThatIsKilledIsReplaced() {
        List<Map<String, Object>> before = app.instances();
        String victim = (String) before.getFirst().get("containerId");
        String id = (String) before.getFirst().get("id");

        Engine.killProcess(Engine.pid(victim));

        Eventually.within(
                90,
                "another instance serves instead",
                () -> app.inService().size() == 2 && !app.inService().contains(id));
        Inventory.awaitEqual();
    }

    private void replaceOne() {
        String old = app.inService().getFirst();
        int status = app.berth()
                .scaler()
                .delete("/v1/groups/" + app.name() + "/instances/" + old + "?replace=true")
                .statusCode();
        assertThat(status).isIn(202, 204);
        Eventually.within(
                120,
                "instance " + old + " is replaced",
                () -> app.inService().size() == 2
                        && app.instances().size() == 2
                        && !app.inService().contains(old));
    }

    /** Targets that came into service or left it, as the balancer told. */
    private int targetChanges() {
        return facts("io.berth.target.healthy.") + facts("io.berth.target.drained.");
    }

    private int facts(String type) {
        return (int) app.berth().console().list("/v1/events?since=0&type=" + type).stream()
                .filter(fact -> app.groupId().equals(((Map<?, ?>) fact.get("data")).get("group")))
                .count();
    }

    private List<Object> activities() {
        return app.berth().scaler().list("/v1/groups/" + app.name() + "/activities").stream()
                .map(activity -> activity.get("verdict"))
                .toList();
    }

    private JsonPath stats() {
        return app.berth().balancer().require("/v1/balancers/" + app.name() + "/stats");
    }

    private JsonPath report(String what) {
        JsonPath stats = stats();
        System.out.println(what + ": " + traffic.summary());
        System.out.println("balancer: " + stats.get());
        return stats;
    }
}
