package io.berth.network.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.engine.ContainerSpec;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Outcome;
import io.berth.engine.Owner;
import io.berth.test.FakeHosts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrphanNetworksTest {
    private final FakeHosts hosts = new FakeHosts();

    /** Nothing is recorded of a network that stays: neither database nor project is needed. */
    private final OrphanNetworks orphans = new OrphanNetworks(hosts, null, null);

    /** No event tells that it has become free, and one that was restored may wait for its addresses. */
    @Test
    void oneInUseStaysAndIsLookedAtAgainLongBeforeTheNextWholePass() {
        var engine = hosts.engine();
        var network = engine.createNetwork(new NetworkSpec(
                new Owner("default", "network", "net_gone", "gone", 1),
                "berth-gone",
                "bridge",
                List.of(),
                false,
                false,
                null,
                false,
                null));
        engine.addImage("any:1");
        engine.start(engine.createContainer(new ContainerSpec(
                new Owner("default", "instance", "i_1", "user-of-gone", 1),
                "user-of-gone",
                "any:1",
                List.of(),
                List.of(),
                Map.of(),
                List.of(new NetworkAttachment("berth-gone", List.of(), null)),
                List.of(),
                Limits.DEFAULTS,
                null,
                Duration.ofSeconds(1),
                false,
                null)));

        assertThat(orphans.remove("net_gone")).isEqualTo(Outcome.waitFor(Duration.ofSeconds(2)));
        assertThat(engine.network(network.id())).isPresent();
    }
}
