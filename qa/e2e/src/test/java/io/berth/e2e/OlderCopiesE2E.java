package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL's or Kafka's volume goes back to an older copy. The databases are the truth, and everything follows them. */
@Tag("long")
@Order(8)
class OlderCopiesE2E {

    private static final int RATE = 60;
    private static final String NAME = "e2e-older";
    private static final String EARLY = NAME + "-early";
    private static final String LATE = NAME + "-late";
    private static final String NETWORKS = "berth.network-state";
    private static final String VOLUMES = "berth.volume-state";
    private static final Berth BERTH = Berth.admin();

    private static App app;

    private final Traffic traffic = new Traffic();

    @BeforeAll
    static void twoInstancesServe() {
        clearSide();
        app = new App(NAME, 2, 4);
        app.awaitExactly(2, 120);
    }

    @AfterEach
    void backToTwo() {
        clearSide();
        app.stopTracking();
        app.scale(2);
        app.awaitExactly(2, 180);
        Inventory.awaitEqual();
    }

    @AfterAll
    static void clear() {
        app.close();
        SuiteVolume.KAFKA.forget();
        SuiteVolume.POSTGRES.forget();
        Inventory.awaitEqual();
    }

    /** Those of whose rows the database knows nothing. */
    private static void clearVolumes() {
        Engine.volumes().stream()
                .filter(made -> made.name().equals(LATE))
                .forEach(made -> Commands.run("docker", "volume", "rm", made.engineId()));
    }

    private static void clearSide() {
        BERTH.volume().remove("/v1/volumes/" + LATE);
        clearVolumes();
        for (String name : List.of(EARLY, LATE)) {
            BERTH.scaler().remove("/v1/groups/" + name);
            BERTH.network().remove("/v1/networks/" + name);
        }
    }

    @Test
    void whatAnOlderPostgresDoesNotKnowGoesAndWhatItKnowsComesBack() {
        String early =
                BERTH.network().create("/v1/networks", Map.of("name", EARLY)).getString("id");
        Outage.of("postgres", SuiteVolume.POSTGRES::save);
        Outage.endsWithServices();
        BERTH.network().remove("/v1/networks/" + EARLY);
        String late =
                BERTH.network().create("/v1/networks", Map.of("name", LATE)).getString("id");
        var volume = BERTH.volume().create("/v1/volumes", Map.of("name", LATE));
        app.scale(3);
        app.awaitExactly(3, 120);
        Ledger.awaitSent();

        try (Load load = app.load(RATE, 8, 2, traffic)) {
            Outage.of("postgres", SuiteVolume.POSTGRES::restore);
            Outage.endsWithServices();
            Eventually.within(
                    120,
                    "the network is made again",
                    () -> !Engine.only(Engine.networks(), early).isBlank());
            assertThat(BERTH.network().has("/v1/networks/" + late)).isFalse();
            app.awaitExactly(2, 180);
            assertThat(Engine.volumes())
                    .as("nobody's data are removed for a lost row")
                    .anyMatch(made -> made.engineId().equals(volume.getString("engineName")));
            clearVolumes();
            Inventory.awaitEqual();
        }
        System.out.println("PostgreSQL went back: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        Eventually.within(
                120,
                "Kafka says what the databases say",
                () -> state(NETWORKS, early) && !state(NETWORKS, late) && !state(VOLUMES, volume.getString("id")));
    }

    @Test
    void anOlderKafkaHearsAgainWhatItHasForgotten() {
        Outage.of("kafka", SuiteVolume.KAFKA::save);
        // Leaders begin a new epoch with each start: the copy's are below those that all clients have seen.
        for (int start = 0; start < 2; start++) {
            Outage.of("kafka", () -> {});
            Topics.ends();
        }
        String late =
                BERTH.network().create("/v1/networks", Map.of("name", LATE)).getString("id");
        app.scale(3);
        app.awaitExactly(3, 120);
        Ledger.awaitSent();
        assertThat(state(NETWORKS, late)).isTrue();

        Set<String> before = new HashSet<>();
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            Outage.of("kafka", () -> {
                before.addAll(Ledger.committed());
                SuiteVolume.KAFKA.restore();
            });
            Outage.endsWithReaders();
            Eventually.within(120, "the network's state is on Kafka again", () -> state(NETWORKS, late));
            app.track(RATE);
            app.awaitExactly(2, 180);
        }
        System.out.println("Kafka went back: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        BERTH.scaler().create("/v1/groups", onNetwork());
        Ledger.assertNothingIsLostSince(before);
    }

    /** Whether a topic of states has that thing. */
    private static boolean state(String topic, String id) {
        return Topics.readAll().stream()
                .filter(fact -> fact.topic().equals(topic) && id.equals(fact.key()))
                .reduce((earlier, later) -> later)
                .filter(last -> last.data() != null)
                .isPresent();
    }

    private static Map<String, Object> onNetwork() {
        return Map.of(
                "name",
                LATE,
                "min",
                1,
                "max",
                1,
                "template",
                Map.of("image", SampleApp.pushed(), "port", 8080, "networks", List.of(LATE)));
    }
}
