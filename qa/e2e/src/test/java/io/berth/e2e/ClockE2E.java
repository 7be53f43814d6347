package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clock jumps an hour ahead in all containers of the suite, and back again. Before anything that loses facts on purpose. */
@Tag("long")
@Order(7)
class ClockE2E {

    private static final int RATE = 60;
    private static final String NAME = "e2e-clock";
    private static final Berth BERTH = Berth.admin();

    private static SuiteClock clock;
    private static App app;

    private final Traffic traffic = new Traffic();

    @BeforeAll
    static void twoInstancesServe() {
        clock = new SuiteClock();
        app = new App(NAME, 2, 4);
        app.awaitExactly(2, 120);
        BERTH.function().create("/v1/functions", Zip.nodeFunction(NAME));
    }

    @AfterAll
    static void clear() {
        BERTH.function().remove("/v1/functions/" + NAME);
        app.close();
        clock.close();
        Outage.endsWithServices();
        Inventory.awaitEqual();
    }

    @Test
    void aClockThatJumpsAnHourAheadAndBackHoldsNothingUp() {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            everythingWorks(3);

            clock.set("+1h");
            awaitOffset(Duration.ofHours(1));
            everythingWorks(2);

            // States that were published an hour ahead must not outlive those of now, nor may anything wait an hour.
            clock.set("+0");
            awaitOffset(Duration.ZERO);
            everythingWorks(4);
            everythingWorks(2);
        }
        System.out.println("clock set ahead and back: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
    }

    /** An instance comes or goes, a network and a group on it are made and removed, and the function answers. */
    private static void everythingWorks(int instances) {
        app.scale(instances);
        app.awaitExactly(instances, 120);
        String side = NAME + "-side";
        BERTH.network().create("/v1/networks", Map.of("name", side));
        BERTH.scaler()
                .create(
                        "/v1/groups",
                        Map.of(
                                "name",
                                side,
                                "min",
                                1,
                                "max",
                                1,
                                "template",
                                Map.of("image", SampleApp.pushed(), "port", 8080, "networks", List.of(side))));
        BERTH.scaler().remove("/v1/groups/" + side);
        BERTH.network().remove("/v1/networks/" + side);
        var answer = BERTH.function().post("/v1/functions/" + NAME + "/invocations", Map.of("name", "now"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    /** Waits until new things are as old as a clock with that offset says. */
    private static void awaitOffset(Duration offset) {
        Eventually.within(60, "the services' clock is " + offset + " ahead", () -> {
            BERTH.network().remove("/v1/networks/" + NAME + "-now");
            var made = BERTH.network().create("/v1/networks", Map.of("name", NAME + "-now"));
            BERTH.network().remove("/v1/networks/" + NAME + "-now");
            var ahead = Duration.between(Instant.now(), Instant.parse(made.getString("createdAt")));
            return ahead.minus(offset).abs().compareTo(Duration.ofMinutes(5)) < 0;
        });
    }
}
