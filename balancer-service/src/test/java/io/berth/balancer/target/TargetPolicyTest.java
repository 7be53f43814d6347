package io.berth.balancer.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import io.berth.balancer.target.TargetPolicy.Situation;
import io.berth.balancer.target.TargetPolicy.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetPolicyTest {
    private static final Seen UP = new Seen(Sight.UP, "");
    private static final Seen DOWN = new Seen(Sight.DOWN, "L4CON");
    private static final Seen CHECKING = new Seen(Sight.CHECKING, "");
    private static final Seen LEAVING = new Seen(Sight.LEAVING, "");

    @Test
    void aPoolOnNoBalancerKeepsItsTargetsCheckingAndSaysWhy() {
        assertThat(serving(TargetStatus.CHECKING))
                .contains(new Verdict(TargetStatus.CHECKING, "the pool is on no balancer"));
    }

    @Test
    void healthyIsHealthyOnEveryBalancer() {
        assertThat(serving(TargetStatus.CHECKING, UP, UP)).contains(new Verdict(TargetStatus.HEALTHY, null));
        assertThat(serving(TargetStatus.CHECKING, UP, CHECKING)).contains(new Verdict(TargetStatus.CHECKING, null));
    }

    @Test
    void oneBalancerThatCannotReachItMakesItUnhealthy() {
        assertThat(serving(TargetStatus.HEALTHY, UP, DOWN))
                .contains(new Verdict(TargetStatus.UNHEALTHY, "the check met L4CON"));
    }

    @Test
    void aYoungTargetMayTakeItsTimeToStart() {
        var young = new Situation(TargetStatus.CHECKING, false, false, true, List.of(DOWN));

        assertThat(TargetPolicy.decide(young).orElseThrow().status()).isEqualTo(TargetStatus.CHECKING);
    }

    @Test
    void aBalancerNobodyLookedAtYetChangesNothing() {
        assertThat(serving(TargetStatus.HEALTHY, UP, Seen.UNSEEN)).isEmpty();
    }

    @Test
    void aProxyThatStartedAnewDoesNotMakeHealthyTargetsUnhealthy() {
        assertThat(serving(TargetStatus.HEALTHY, CHECKING)).isEmpty();
    }

    @Test
    void aLeavingTargetIsDrainedOnceNoBalancerHasIt() {
        assertThat(leaving(LEAVING, Seen.ABSENT)).contains(new Verdict(TargetStatus.DRAINING, null));
        assertThat(leaving(Seen.UNSEEN)).contains(new Verdict(TargetStatus.DRAINING, null));
        assertThat(leaving(Seen.ABSENT, Seen.ABSENT)).contains(new Verdict(TargetStatus.DRAINED, null));
        assertThat(leaving()).contains(new Verdict(TargetStatus.DRAINED, null));
    }

    @Test
    void whatAnEarlierWorkerFinishesIsWaitedForUntilTheTimeToDrainIsOver() {
        assertThat(leaving(Seen.ABSENT, Seen.LEFT_BEHIND)).contains(new Verdict(TargetStatus.DRAINING, null));

        var expired = new Situation(TargetStatus.DRAINING, true, true, false, List.of(Seen.ABSENT, Seen.LEFT_BEHIND));
        assertThat(TargetPolicy.decide(expired)).contains(new Verdict(TargetStatus.DRAINED, null));
    }

    @Test
    void whatAProxyItselfStillHasIsWaitedForUntilItRemovedIt() {
        var expired = new Situation(TargetStatus.DRAINING, true, true, false, List.of(LEAVING));

        assertThat(TargetPolicy.decide(expired)).contains(new Verdict(TargetStatus.DRAINING, null));
    }

    private static Optional<Verdict> serving(TargetStatus status, Seen... seen) {
        return TargetPolicy.decide(new Situation(status, false, false, false, List.of(seen)));
    }

    private static Optional<Verdict> leaving(Seen... seen) {
        return TargetPolicy.decide(new Situation(TargetStatus.HEALTHY, true, false, false, List.of(seen)));
    }
}
