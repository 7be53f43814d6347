package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.listener.ListenerProtocol;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.proxy.ServerPlan.Key;
import io.berth.balancer.target.TargetSettings;
import io.berth.balancer.target.TargetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Set<Key> BLUE_OPEN = Set.of(new Key("blue", "tgt_blue"));
    private static final Set<Key> BOTH_OPEN = Set.of(new Key("blue", "tgt_blue"), new Key("green", "tgt_green"));

    @Test
    void aSwitchWaitsForTheFirstWorkingTargetOfTheNewPool() {
        var listener = listener("green", "blue", false);

        var before = routes(listener, BLUE_OPEN, NOW, target("green", false));
        assertThat(before.poolOf(listener)).isEqualTo("blue");
        assertThat(before.arrived(listener)).isFalse();
        assertThat(before.carries("green")).as("to be checked").isTrue();
        assertThat(before.serves("green")).isFalse();

        var after = routes(listener, BOTH_OPEN, NOW, target("green", false));
        assertThat(after.poolOf(listener)).isEqualTo("green");
        assertThat(after.carries("blue")).isFalse();
    }

    @Test
    void aPoolWithoutAnythingToWaitForIsTakenAtOnce() {
        var listener = listener("green", "blue", false);

        assertThat(routes(listener, BLUE_OPEN, NOW).poolOf(listener)).isEqualTo("green");
        assertThat(routes(listener, BLUE_OPEN, NOW, target("green", true)).poolOf(listener))
                .isEqualTo("green");
    }

    @Test
    void aPoolThatNeverWorksIsTakenAfterAWhile() {
        var listener = listener("green", "blue", false);

        assertThat(routes(listener, BLUE_OPEN, NOW.plus(Routes.PATIENCE), target("green", false))
                        .poolOf(listener))
                .isEqualTo("green");
    }

    @Test
    void aListenerThatNeverServedOrIsToServeNothingDoesNotWait() {
        var first = listener("green", null, false);
        assertThat(routes(first, Set.of(), NOW, target("green", false)).poolOf(first))
                .isEqualTo("green");

        var none = listener(null, "blue", false);
        assertThat(routes(none, BLUE_OPEN, NOW).poolOf(none)).isNull();
    }

    @Test
    void aLeavingListenerNeedsNoPool() {
        assertThat(routes(listener("blue", "blue", true), BLUE_OPEN, NOW).carries("blue"))
                .isFalse();
    }

    private static Routes routes(ListenerSettings listener, Set<Key> open, Instant now, TargetSettings... targets) {
        return Routes.of(new WantedProxy(null, List.of(listener), List.of(), List.of(targets)), open, now);
    }

    private static TargetSettings target(String pool, boolean leaving) {
        return new TargetSettings(
                "tgt_" + pool, 1, pool, null, "10.0.0.1", 80, 100, false, TargetStatus.CHECKING, leaving, null);
    }

    private static ListenerSettings listener(String pool, String serving, boolean deleting) {
        return new ListenerSettings(
                "lis_1",
                1,
                "web",
                1,
                ListenerProtocol.HTTP,
                "*",
                80,
                pool,
                serving,
                NOW,
                Duration.ofSeconds(60),
                false,
                deleting,
                false,
                false,
                false);
    }
}
