package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.proxy.ServerPlan.Action;
import io.berth.balancer.proxy.ServerPlan.Actual;
import io.berth.balancer.proxy.ServerPlan.Add;
import io.berth.balancer.proxy.ServerPlan.Check;
import io.berth.balancer.proxy.ServerPlan.Drain;
import io.berth.balancer.proxy.ServerPlan.Key;
import io.berth.balancer.proxy.ServerPlan.Open;
import io.berth.balancer.proxy.ServerPlan.Remove;
import io.berth.balancer.proxy.ServerPlan.SetWeight;
import io.berth.balancer.proxy.ServerPlan.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerPlanTest {
    private static final Key WEB = new Key("pool_1", "tgt_1");

    @Test
    void aNewServerIsAddedClosed() {
        assertThat(plan(in(10))).containsExactly(new Add(WEB));
    }

    @Test
    void aServerThatAReloadLeftInMaintenanceIsCheckedBeforeItIsOpened() {
        assertThat(plan(in(10), new Actual(WEB, true, false, true, 10, 0))).containsExactly(new Check(WEB));
    }

    @Test
    void aCheckedServerWaitsWhileItsChecksDoNotPass() {
        assertThat(plan(in(10), draining(false, 0))).isEmpty();
    }

    @Test
    void aCheckedServerIsOpenedOnceItsChecksPass() {
        assertThat(plan(in(10), draining(true, 0))).containsExactly(new Open(WEB));
    }

    @Test
    void anOpenServerThatFailsIsLeftToHaproxy() {
        assertThat(plan(in(10), new Actual(WEB, false, false, false, 10, 3))).isEmpty();
    }

    @Test
    void anotherWeightIsSetWithoutTouchingAnythingElse() {
        assertThat(plan(in(25), open(3))).containsExactly(new SetWeight(WEB, 25));
    }

    @Test
    void aServerThatShallGoIsDrainedFirst() {
        assertThat(plan(out(false), open(3))).containsExactly(new Drain(WEB));
    }

    @Test
    void aDrainedServerStaysWhileSomethingIsUnderWay() {
        assertThat(plan(out(false), draining(true, 1))).isEmpty();
    }

    @Test
    void aDrainedServerGoesOnceItIsIdle() {
        assertThat(plan(out(false), draining(true, 0))).containsExactly(new Remove(WEB));
    }

    @Test
    void aDrainedServerGoesWhenItsTimeIsUp() {
        assertThat(plan(out(true), draining(true, 7))).containsExactly(new Remove(WEB));
    }

    @Test
    void evenAServerWhoseTimeIsUpIsDrainedBeforeItIsRemoved() {
        assertThat(plan(out(true), open(7))).containsExactly(new Drain(WEB));
    }

    @Test
    void aServerThatWentAlreadyNeedsNothing() {
        assertThat(plan(out(false))).isEmpty();
    }

    @Test
    void aServerNobodyKnowsIsRemoved() {
        assertThat(ServerPlan.between(List.of(), List.of(open(2)))).containsExactly(new Drain(WEB));
        assertThat(ServerPlan.between(List.of(), List.of(draining(true, 2)))).containsExactly(new Remove(WEB));
    }

    @Test
    void whatIsAsWantedIsLeftAlone() {
        assertThat(plan(in(10), open(40))).isEmpty();
    }

    private static List<Action> plan(Wanted wanted, Actual... actual) {
        return ServerPlan.between(List.of(wanted), List.of(actual));
    }

    private static Wanted in(int weight) {
        return new Wanted(WEB, weight, true, false);
    }

    private static Wanted out(boolean expired) {
        return new Wanted(WEB, 10, false, expired);
    }

    private static Actual open(long sessions) {
        return new Actual(WEB, false, false, true, 10, sessions);
    }

    private static Actual draining(boolean passing, long sessions) {
        return new Actual(WEB, false, true, passing, 10, sessions);
    }
}
