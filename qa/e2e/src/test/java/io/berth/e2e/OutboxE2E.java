package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts on their way out: the relay dies between Kafka and its record, and Kafka is away for a minute. */
@Order(6)
class OutboxE2E {

    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final String NAME = "e2e-outbox";

    /** The group's own network: the other one comes and goes, which nobody may who is named by a group. */
    private static final String GROUPS = NAME + "-group";

    private final Berth berth = Berth.admin();

    @AfterEach
    void clear() {
        berth.network().remove("/v1/networks/" + NAME);
        berth.scaler().remove("/v1/groups/" + NAME);
        berth.network().remove("/v1/networks/" + GROUPS);
    }

    @ParameterizedTest
    @EnumSource
    void aFactThatKafkaHasButTheRelayDidNotRecordIsSentAgainAndTakenInOnce(Blow blow) {
        String type = "io.berth.network.ready.v1";
        String network;
        try (var hold = new RecordHold("network", "delete", "outbox", "old.type = '" + type + "'")) {
            network = berth.network().ask("/v1/networks", Map.of("name", NAME)).getString("id");
            hold.awaitHeld();
            assertThat(sent(type, network)).hasSize(1);
            assertThat(Postgres.superuser("network", "select key from outbox where type = '" + type + "'"))
                    .isEqualTo(network);
            blow.strike("network", hold);
        }

        List<Fact> read = Ledger.assertNothingIsLost();
        List<String> ids = read.stream()
                .filter(fact -> type.equals(fact.type()) && network.equals(fact.key()))
                .map(Fact::id)
                .toList();
        assertThat(ids).as("sent again").hasSizeGreaterThan(1);
        assertThat(ids.stream().distinct()).as("the same fact").hasSize(1);
    }

    private static List<Fact> sent(String type, String key) {
        return Topics.readAll().stream()
                .filter(fact -> type.equals(fact.type()) && key.equals(fact.key()))
                .toList();
    }

    @Test
    void aBrokerThatIsAwayForAMinuteLosesNothingAndConfusesNoOrder() {
        berth.network().create("/v1/networks", Map.of("name", NAME));
        berth.network().create("/v1/networks", Map.of("name", GROUPS));
        berth.scaler().create("/v1/groups", emptyGroup());
        String kafka = Engine.serviceContainer("kafka");
        Commands.run("docker", "stop", kafka);
        int changes = 0;
        try {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < OUTAGE.toNanos()) {
                change(changes++);
            }
            assertThat(Postgres.superuser("scaler", "select count(*) > 0 from outbox"))
                    .as("facts wait for Kafka")
                    .isEqualTo("t");
        } finally {
            Commands.run("docker", "start", kafka);
        }
        Ledger.assertNothingIsLost();
        System.out.println("Kafka away for a minute: " + changes + " rounds of changes, no fact lost");
        Inventory.awaitEqual();
    }

    /** The same few keys change again and again, because it is their order that could suffer. */
    private void change(int round) {
        int status = berth.scaler()
                .patch("/v1/groups/" + NAME, Map.of("max", 1 + round % 5))
                .statusCode();
        assertThat(status).isIn(200, 202);
        if (round % 5 == 0) {
            berth.network().remove("/v1/networks/" + NAME);
            berth.network().create("/v1/networks", Map.of("name", NAME));
        }
    }

    private static Map<String, Object> emptyGroup() {
        return Map.of(
                "name",
                NAME,
                "min",
                0,
                "max",
                1,
                "desired",
                0,
                "template",
                Map.of("image", SampleApp.pushed(), "port", 8080, "networks", List.of(GROUPS)));
    }
}
