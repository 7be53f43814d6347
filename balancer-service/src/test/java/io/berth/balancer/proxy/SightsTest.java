package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.haproxy.OldWorker;
import io.berth.balancer.haproxy.ProxyRow;
import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.haproxy.StatusClasses;
import io.berth.balancer.proxy.TargetBoard.Shown;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightsTest {
    private static final StatusClasses NONE = new StatusClasses(0, 0, 0, 0, 0);
    private static final Shown LEFT = new Shown("blue", Seen.LEFT_BEHIND);
    private static final Stats GREEN = stats("green", 0, "tgt_green", 0);

    @Test
    void aRequestThatAnEarlierWorkerFinishesKeepsItsTargetInSight() {
        var earlier = new OldWorker(7, stats("blue", 1, "tgt_blue", 1));

        assertThat(Sights.of(GREEN, List.of(earlier), Set.of()))
                .containsEntry("tgt_blue", LEFT)
                .containsEntry("tgt_green", new Shown("green", new Seen(Sight.UP, "")));
    }

    @Test
    void anIdleConnectionOfAnEarlierWorkerMayStillAskForAPoolThatTheProxyLost() {
        var earlier = new OldWorker(7, stats("blue", 1, "tgt_blue", 0));

        assertThat(Sights.of(GREEN, List.of(earlier), Set.of())).containsEntry("tgt_blue", LEFT);
    }

    @Test
    void anIdleConnectionToAPoolThatTheProxyHasFindsAnotherTarget() {
        var earlier = new OldWorker(7, stats("green", 1, "tgt_removed", 0));

        assertThat(Sights.of(GREEN, List.of(earlier), Set.of())).containsOnlyKeys("tgt_green");
    }

    @Test
    void anEarlierWorkerWithoutConnectionsHasNothing() {
        var earlier = new OldWorker(7, stats("blue", 0, "tgt_blue", 0));

        assertThat(Sights.of(GREEN, List.of(earlier), Set.of())).containsOnlyKeys("tgt_green");
    }

    @Test
    void theCurrentWorkersViewOfATargetWins() {
        var earlier = new OldWorker(7, stats("green", 1, "tgt_green", 1));

        assertThat(Sights.of(GREEN, List.of(earlier), Set.of("tgt_green"))
                        .get("tgt_green")
                        .seen()
                        .sight())
                .isEqualTo(Sight.LEAVING);
        assertThat(GREEN.counting(List.of(earlier)).servers().getFirst().sessions())
                .isEqualTo(1);
    }

    private static Stats stats(String pool, long connections, String target, long sessions) {
        return new Stats(
                List.of(
                        new ProxyRow("lis_1", true, 0, connections, 0, 0, 0, 0, 0, 0, 0, NONE),
                        new ProxyRow(pool, false, 0, sessions, 0, 0, 0, 0, 0, 0, 0, NONE)),
                List.of(new ServerRow(
                        pool,
                        target,
                        false,
                        false,
                        true,
                        "L7OK",
                        true,
                        "L7OK 200",
                        100,
                        sessions,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        NONE,
                        0)));
    }
}
