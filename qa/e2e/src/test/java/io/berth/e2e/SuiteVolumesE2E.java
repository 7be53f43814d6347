package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Volumes are lost. What the operating page promises happens, and everything converges. */
@Order(8)
class SuiteVolumesE2E {

    private static final int RATE = 60;
    private static final String NAME = "e2e-volumes";
    private static final String LATE = NAME + "-late";
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
        app.scale(2);
        app.awaitExactly(2, 180);
        Inventory.awaitEqual();
    }

    @AfterAll
    static void clear() {
        app.close();
        SuiteVolume.KAFKA.forget();
        SuiteVolume.PROXY.forget();
        Inventory.awaitEqual();
    }

    private static void clearSide() {
        BERTH.network().remove("/v1/networks/" + LATE);
    }

    @Test
    void aLostProxyVolumeIsWrittenAgain() {
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            Eventually.within(20, "traffic flows", () -> load.sent() > RATE);
            SuiteVolume.PROXY.lose();
            app.scale(3);
            app.awaitExactly(3, 180);
            traffic.awaitAnswers(load);
        }
        System.out.println("proxy volume lost: " + traffic.summary());
        assertThat(traffic.tally().byInstance()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aLostKafkaVolumeLosesNoStateAndNoHistory() {
        Ledger.awaitSent();
        Set<String> before = Ledger.committed();
        int history = Ledger.history().size();
        try (Load load = app.load(RATE, 8, 2, traffic)) {
            Outage.of("kafka", SuiteVolume.KAFKA::lose);
            Outage.endsWithTopics();
            app.scale(3);
            app.awaitExactly(3, 240);
            // Its instances' networks are known again to whoever asks the topic.
            BERTH.network().create("/v1/networks", Map.of("name", LATE));
        }
        System.out.println("kafka volume lost: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        assertThat(Ledger.history().size()).isGreaterThan(history);
        Ledger.assertNothingIsLostSince(before);
    }
}
