package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes die by SIGKILL from outside, in the middle of work. Traffic goes on, and everything converges. */
@Order(5)
class FaultsE2E {

    private static final int RATE = 60;

    private static App app;

    private final Traffic traffic = new Traffic();

    @BeforeAll
    static void twoInstancesServe() {
        app = new App("e2e-faults", 2, 5);
    }

    @AfterAll
    static void clear() {
        app.close();
        Inventory.awaitEqual();
    }

    @AfterEach
    void backToTwo() {
        Eventually.within(60, "the group can be scaled again", () -> {
            app.scale(2);
            return true;
        });
        app.awaitExactly(2, 180);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balancer", "scaler", "kafka", "postgres"})
    void whenAControlPlaneDiesWhileAGroupGrowsTrafficGoesOnAndItConverges(String service) {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            app.scale(5);
            Engine.killService(service);
            app.awaitExactly(5, 240);
            Eventually.within(60, "some more requests", () -> load.sent() > 10 * RATE);
        }
        System.out.println(service + " killed: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        Inventory.awaitEqual();
    }

    @Test
    void whenTheDatabaseConnectionsAreCutAgainAndAgainWhileAGroupGrowsNothingIsDoubled() {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            app.scale(5);
            for (int cut = 0; cut < 12; cut++) {
                cutConnections(List.of("scaler", "balancer"));
                long sent = load.sent();
                Eventually.within(10, "a moment of traffic", () -> load.sent() > sent + RATE / 4);
            }
            app.awaitExactly(5, 240);
        }
        System.out.println("connections cut: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        Inventory.awaitEqual();
    }

    private static void cutConnections(List<String> databases) {
        for (String database : databases) {
            Engine.sql(
                    database,
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '" + database
                            + "' and pid <> pg_backend_pid()");
        }
    }

    @Test
    void whenHaproxyDiesItIsBackWithinSecondsWithItsTargets() {
        String container = Engine.containers("balancer").stream()
                .filter(made -> made.owner().equals(app.balancerId()))
                .findFirst()
                .orElseThrow()
                .engineId();
        long worker = worker(Engine.pid(container));
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            Eventually.within(10, "traffic flows", () -> load.sent() > RATE);
            Engine.killProcess(worker);
            long begin = System.nanoTime();
            Eventually.within(30, "answers come again", () -> answers(load));
            System.out.printf(
                    "HAProxy's worker killed: answers again after %.1f s%n", (System.nanoTime() - begin) / 1e9);
        }
        System.out.println("HAProxy's worker killed: " + traffic.summary());
        Inventory.awaitEqual();
    }

    /** Half a second of answers without a failure. */
    private boolean answers(Load load) throws InterruptedException {
        long failed = traffic.tally().failed();
        long sent = load.sent();
        Thread.sleep(500);
        return load.sent() > sent && traffic.tally().failed() == failed;
    }

    /** The youngest process below the container's first one, which starts the master: it carries the traffic. */
    private static long worker(long first) {
        return ProcessHandle.of(first)
                .orElseThrow()
                .descendants()
                .mapToLong(ProcessHandle::pid)
                .max()
                .orElseThrow(() -> new AssertionError("the container of process " + first + " has no HAProxy"));
    }

    @Test
    void whatIsRemovedBehindBerthsBackComesBack() {
        String network = app.engineNetwork();
        Map<String, Object> instance = app.instances().getFirst();
        Commands.run("docker", "rm", "--force", (String) instance.get("containerId"));

        Eventually.within(
                120,
                "another instance serves",
                () -> app.inService().size() == 2 && !app.inService().contains((String) instance.get("id")));
        assertThat(app.engineNetwork()).isEqualTo(network);
        Inventory.awaitEqual();
    }
}
