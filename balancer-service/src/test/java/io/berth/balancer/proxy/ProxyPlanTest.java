package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.proxy.ProxyPlan.Actual;
import io.berth.balancer.proxy.ProxyPlan.ArrangeServers;
import io.berth.balancer.proxy.ProxyPlan.Await;
import io.berth.balancer.proxy.ProxyPlan.CreateProxy;
import io.berth.balancer.proxy.ProxyPlan.Forget;
import io.berth.balancer.proxy.ProxyPlan.Process;
import io.berth.balancer.proxy.ProxyPlan.Reload;
import io.berth.balancer.proxy.ProxyPlan.RemoveProxy;
import io.berth.balancer.proxy.ProxyPlan.RestartProxy;
import io.berth.balancer.proxy.ProxyPlan.SaveServers;
import io.berth.balancer.proxy.ProxyPlan.StartProxy;
import io.berth.balancer.proxy.ProxyPlan.Wanted;
import io.berth.balancer.proxy.ProxyPlan.WriteStartFile;
import org.junit.jupiter.api.Test;

class ProxyPlanTest {
    private static final Wanted WANTED = new Wanted(false, "b2");
    private static final Wanted DELETED = new Wanted(true, "b2");

    @Test
    void aMissingProxyIsStartedWithoutAddressesThatCouldFail() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.ABSENT, null)))
                .containsExactly(new WriteStartFile(), new CreateProxy(), new Await(false));
    }

    @Test
    void aStoppedProxyIsStarted() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.STOPPED, null)))
                .containsExactly(new WriteStartFile(), new StartProxy(), new Await(false));
    }

    @Test
    void aProxyInACrashLoopComesBackWithoutAddresses() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.CRASHING, null)))
                .containsExactly(new WriteStartFile(), new RestartProxy(), new Await(true));
    }

    @Test
    void aProxyThatDoesNotAnswerYetIsAwaited() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.SILENT, null))).containsExactly(new Await(false));
    }

    @Test
    void anotherStructureIsReloadedAfterTheServersStatesWereSaved() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.ANSWERING, "a1")))
                .containsExactly(new SaveServers(), new Reload(), new ArrangeServers());
    }

    @Test
    void theSameStructureIsNeverReloaded() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.ANSWERING, "b2")))
                .containsExactly(new ArrangeServers());
    }

    @Test
    void aRefusedStructureIsNotOfferedAgainWhileItIsBarredButServersAreArranged() {
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.ANSWERING, "a1").refusing("b2")))
                .containsExactly(new ArrangeServers());
        assertThat(ProxyPlan.between(WANTED, new Actual(Process.ANSWERING, "a1").refusing("c3")))
                .containsExactly(new SaveServers(), new Reload(), new ArrangeServers());
    }

    @Test
    void aDeletedBalancersProxyIsRemovedBeforeTheBalancerIsForgotten() {
        assertThat(ProxyPlan.between(DELETED, new Actual(Process.ANSWERING, "b2")))
                .containsExactly(new RemoveProxy(), new Forget());
        assertThat(ProxyPlan.between(DELETED, new Actual(Process.ABSENT, null))).containsExactly(new Forget());
    }
}
