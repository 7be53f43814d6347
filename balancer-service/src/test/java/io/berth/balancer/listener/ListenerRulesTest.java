package io.berth.balancer.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import org.junit.jupiter.api.Test;

class ListenerRulesTest {
    @Test
    void aLeavingListenerIsNotChanged() {
        assertThatThrownBy(() -> ListenerRules.requireStaying("web", ResourceStatus.DELETING))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("web");
        assertThatCode(() -> ListenerRules.requireStaying("web", ResourceStatus.READY))
                .doesNotThrowAnyException();
    }

    @Test
    void anAddressThatTheProxyCouldNotReadIsRefused() {
        assertThatThrownBy(() -> ListenerRules.address("1:2:3", ListenerRules.ANY))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void anInternalBalancersListenerHasNoAddressOfItsOwn() {
        assertThat(ListenerRules.internalAddress(null)).isEqualTo(ListenerRules.ANY);
        assertThat(ListenerRules.internalAddress("0.0.0.0")).isEqualTo(ListenerRules.ANY);
        assertThatThrownBy(() -> ListenerRules.internalAddress("10.0.0.7")).isInstanceOf(ProblemException.class);
    }
}
