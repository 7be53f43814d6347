package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.haproxy.ProxyRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.haproxy.StatusClasses;
import io.berth.balancer.listener.ListenerProtocol;
import io.berth.balancer.listener.ListenerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final Stats OLD_RUNS = new Stats(
            List.of(new ProxyRow("lis_old", true, 0, 0, 0, 0, 0, 0, 0, 0, 0, new StatusClasses(0, 0, 0, 0, 0))),
            List.of());

    @Test
    void aPortThatALeavingListenerStillServesIsNotSomebodyElses() {
        assertThat(served(listener("lis_new", "*", 80, false), listener("lis_old", "*", 80, true)))
                .isTrue();
        assertThat(served(listener("lis_new", "10.0.0.1", 80, false), listener("lis_old", "*", 80, true)))
                .isTrue();
    }

    @Test
    void allAddressesIncludeTheOneThatIsHandedOver() {
        assertThat(served(listener("lis_new", "*", 80, false), listener("lis_old", "10.0.0.1", 80, true)))
                .isTrue();
    }

    @Test
    void anotherPortOrAddressMayStillBeSomebodyElses() {
        assertThat(served(listener("lis_new", "*", 81, false), listener("lis_old", "*", 80, true)))
                .isFalse();
        assertThat(served(listener("lis_new", "10.0.0.2", 80, false), listener("lis_old", "10.0.0.1", 80, true)))
                .isFalse();
    }

    @Test
    void aListenerThatTheProcessDoesNotHaveServesNothing() {
        assertThat(served(listener("lis_new", "*", 80, false), listener("lis_failed", "*", 80, true)))
                .isFalse();
    }

    private static boolean served(ListenerSettings fresh, ListenerSettings old) {
        return Ports.own(fresh, List.of(old, fresh), OLD_RUNS);
    }

    private static ListenerSettings listener(String id, String address, int port, boolean deleting) {
        return new ListenerSettings(
                id,
                1,
                id,
                1,
                ListenerProtocol.HTTP,
                address,
                port,
                null,
                null,
                Instant.EPOCH,
                Duration.ofSeconds(60),
                false,
                deleting,
                false,
                false,
                false);
    }
}
