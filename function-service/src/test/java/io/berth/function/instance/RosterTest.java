package io.berth.function.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.engine.AddressRange;
import io.berth.function.FunctionConfig;
import io.berth.function.function.Deployment;
import io.berth.function.function.Runtime;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final FunctionConfig.Fleet CONFIG = new SmallRyeConfigBuilder()
            .withMapping(FunctionConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(FunctionConfig.class)
            .fleet();

    private final Roster roster = new Roster(CONFIG);
    private final Conversation conversation = new Conversation(roster);
    private final Round round = new Round(roster, conversation, CONFIG);
    private final Deployment function = new Deployment(
            "fn_1",
            "shop",
            "resize",
            Runtime.NODEJS_24,
            "index.handler",
            128,
            Duration.ofSeconds(3),
            1,
            Map.of(),
            "0".repeat(64),
            1);

    @Test
    void whoWaitsForAFunctionThatIsDeletedIsToldAtOnce() {
        var waiting = asked("r1", 0);

        roster.close(queue(), 1);

        assertThat(ended())
                .containsExactly(new Ended(waiting, Outcome.FUNCTION_GONE, "The function is being deleted."));
    }

    @Test
    void whoComesWhileItIsBeingDeletedIsToldToo() {
        var busy = busy("r1");
        roster.close(queue(), 1);

        var late = asked("r2", 2);

        assertThat(busy.state).isEqualTo(Instance.State.BUSY);
        assertThat(ended()).containsExactly(new Ended(late, Outcome.FUNCTION_GONE, "The function is being deleted."));
    }

    @Test
    void whoGetsNoInstanceInTimeIsToldWhatWentWrong() {
        roster.site(site(), 0);
        var waiting = asked("r1", 0);
        started().forEach(starting -> round.failed(starting, "the image is not there", 1));

        round.go(CONFIG.queueTimeout().toNanos() + 1);

        assertThat(ended())
                .containsExactly(new Ended(
                        waiting, Outcome.NO_INSTANCE, "No instance could be had in time: the image is not there."));
    }

    @Test
    void whoWaitsForAProjectsNetworkWaitsNoLongerThanOthers() {
        var waiting = asked("r1", 0);

        round.go(CONFIG.queueTimeout().toNanos() - 1);
        assertThat(ended()).isEmpty();
        round.go(CONFIG.queueTimeout().toNanos() + 1);

        assertThat(ended())
                .containsExactly(new Ended(waiting, Outcome.NO_INSTANCE, "No instance could be had in time."));
    }

    @Test
    void whoWaitsBehindAsManyInstancesAsTheFunctionMayHaveIsThrottled() {
        busy("r1");
        var waiting = asked("r2", 0);

        round.go(CONFIG.queueTimeout().toNanos() + 1);

        assertThat(ended())
                .containsExactly(
                        new Ended(waiting, Outcome.THROTTLED, "All 1 instances that the function may have are busy."));
    }

    private record Ended(Invocation invocation, Outcome outcome, String reason) {}

    private List<Ended> ended() {
        return roster.effects().stream()
                .filter(Effect.Finish.class::isInstance)
                .map(Effect.Finish.class::cast)
                .map(finish -> new Ended(
                        finish.invocation(),
                        finish.ending().outcome(),
                        finish.ending().reason()))
                .toList();
    }

    private List<Instance> started() {
        return roster.effects().stream()
                .filter(Effect.Start.class::isInstance)
                .map(effect -> ((Effect.Start) effect).instance())
                .toList();
    }

    private Invocation asked(String id, long now) {
        var invocation = new Invocation(id, function, new byte[0], "0".repeat(32), now);
        roster.submit(invocation, now);
        return invocation;
    }

    /** An instance that runs this request. */
    private Instance busy(String request) {
        roster.site(site(), 0);
        asked(request, 0);
        var instance = started().getFirst();
        conversation.asksForFunction(instance, value -> true, 0);
        conversation.limited(instance, 0);
        conversation.asksForRequest(instance, value -> true, 0);
        roster.effects();
        return instance;
    }

    private FunctionQueue queue() {
        return roster.queue(function.id()).orElseThrow();
    }

    private static Site site() {
        return new Site(
                "shop",
                "local",
                "berth-fn-shop",
                "10.204.0.2",
                new AddressRange("10.204.0.16/28"),
                Set.of(Runtime.NODEJS_24));
    }
}
