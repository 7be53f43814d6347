package io.berth.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.berth.engine.EngineNetwork;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class NftScriptTest {
    @Test
    void nothingWantedLeavesNothing() {
        assertThat(NftScript.of("berth_i1_function", Ruleset.EMPTY)).isEqualTo("""
                add table inet berth_i1_function
                delete table inet berth_i1_function
                add table bridge berth_i1_function
                delete table bridge berth_i1_function
                """);
    }

    @Test
    void aClosedNetworkReachesWhatIsListedAndNothingElse() {
        var network = new ClosedNetwork("br-1", List.of("10.1.0.0/24"), List.of(new Reach("10.1.0.2", 9001)));

        assertThat(NftScript.of("t", new Ruleset(List.of(network)))).isEqualTo("""
                add table inet t
                delete table inet t
                add table bridge t
                delete table bridge t
                table inet t {
                  chain input {
                    type filter hook input priority filter - 10; policy accept;
                    ct state established,related accept
                    iifname "br-1" ip daddr 10.1.0.2 tcp dport 9001 accept
                    iifname "br-1" drop
                  }
                  chain forward {
                    type filter hook forward priority filter - 10; policy accept;
                    ct state established,related accept
                    iifname "br-1" ip daddr 10.1.0.2 tcp dport 9001 accept
                    iifname "br-1" drop
                    oifname "br-1" drop
                  }
                }
                table bridge t {
                  chain forward {
                    type filter hook forward priority filter - 10; policy accept;
                    arp saddr ip 10.1.0.0/24 arp daddr ip 10.1.0.2 accept
                    arp saddr ip 10.1.0.2 arp daddr ip 10.1.0.0/24 accept
                    ip saddr 10.1.0.0/24 ip daddr 10.1.0.2 tcp dport 9001 accept
                    ip saddr 10.1.0.2 ip daddr 10.1.0.0/24 tcp sport 9001 tcp flags & (syn | ack) != syn accept
                    arp saddr ip 10.1.0.0/24 drop
                    arp daddr ip 10.1.0.0/24 drop
                    ip saddr 10.1.0.0/24 drop
                    ip daddr 10.1.0.0/24 drop
                  }
                }
                """);
    }

    @Test
    void whatOneNetworkMayReachAnotherMayNot() {
        var one = new ClosedNetwork("br-1", List.of("10.1.0.0/24"), List.of(new Reach("10.1.0.2", 9001)));
        var other = new ClosedNetwork("br-2", List.of("10.2.0.0/24"), List.of());

        var script = NftScript.of("t", new Ruleset(List.of(one, other)));

        assertThat(script.lines().filter(line -> line.contains("accept") && line.contains("br-2")))
                .isEmpty();
        assertThat(script.lines().filter(line -> line.contains("accept") && line.contains("10.2.0")))
                .isEmpty();
    }

    @Test
    void whatCouldSayMoreThanAnAddressIsRefused() {
        var subnets = List.of("10.1.0.0/24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClosedNetwork("br-1\" accept; #", subnets, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClosedNetwork("br-1", List.of("10.1.0.0/24 accept"), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClosedNetwork("br-1", List.of("fd00::/64"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClosedNetwork("br-1", List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reach("0.0.0.0/0", 80));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reach("10.1.0.2", 0));
        var network = new ClosedNetwork("br-1", subnets, List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> new Ruleset(List.of(network, network)));
    }

    @Test
    void aNetworksInterfaceIsNamedAsTheEngineNamesIt() {
        var network = new EngineNetwork(
                "6324c0d254b2aaaabbbb",
                "n",
                new Owner("p", "k", "i", "n", 1),
                "bridge",
                List.of(new SubnetSpec("10.1.0.0/24", null, null)),
                true,
                List.of());

        assertThat(ClosedNetwork.of(network, List.of()))
                .isEqualTo(new ClosedNetwork("br-6324c0d254b2", List.of("10.1.0.0/24"), List.of()));
    }
}
