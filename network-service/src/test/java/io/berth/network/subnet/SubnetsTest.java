package io.berth.network.subnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.web.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetsTest {
    private final Subnets subnets = new Subnets("10.200.0.0/14", 24);

    @Test
    void withoutAWishTheFirstFreeBlockOfThePoolIsChosen() {
        var chosen = subnets.choose(List.of(), List.of("10.200.0.0/24", "10.200.2.0/23"));

        assertThat(chosen).containsExactly(new Subnet("10.200.1.0/24", "10.200.1.1", null));
    }

    @Test
    void aBlockInsideALargerForeignNetworkIsNotFree() {
        var chosen = subnets.choose(List.of(), List.of("10.200.0.0/16", "fd00::/64", "172.17.0.0/16"));

        assertThat(chosen.getFirst().cidr()).isEqualTo("10.201.0.0/24");
    }

    @Test
    void anExhaustedPoolSaysSo() {
        assertThatThrownBy(() -> subnets.choose(List.of(), List.of("10.200.0.0/14")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(SubnetError.NETWORK_POOL_EXHAUSTED));
    }

    @Test
    void aWantedSubnetGetsAGatewayWhenItNamesNone() {
        var chosen = subnets.choose(List.of(new Subnet("192.168.50.0/24", null, null)), List.of());

        assertThat(chosen).containsExactly(new Subnet("192.168.50.0/24", "192.168.50.1", null));
    }

    @Test
    void twoWantedSubnetsMayNotOverlapEachOther() {
        var wanted = List.of(new Subnet("10.1.0.0/16", null, null), new Subnet("10.1.2.0/24", null, null));

        assertThatThrownBy(() -> subnets.choose(wanted, List.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(SubnetError.NETWORK_SUBNET_OVERLAPS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3/24",
                "10.1",
                "*",
                "",
                "10.0.0.0/7",
                "10.0.0.0/30",
                "224.0.0.0/8",
                "127.0.0.0/8",
                "169.254.1.0/24",
                "10.0.0.0",
                "fd00::/64",
                "10.0.0.0/255.255.0.0",
                "0x0a000000/8",
                "10.1.2-3.0/24",
                "10.1.*.0/24",
                "banana"
            })
    void textThatIsNoUsableBlockIsRefused(String cidr) {
        assertThatThrownBy(() -> subnets.choose(List.of(new Subnet(cidr, null, null)), List.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(SubnetError.NETWORK_SUBNET_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.0", "10.1.2.255", "10.1.3.1", "10.1.2.0/25"})
    void aGatewayIsAHostOfItsSubnet(String gateway) {
        assertThatThrownBy(() -> subnets.choose(List.of(new Subnet("10.1.2.0/24", gateway, null)), List.of()))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aRangeLiesInsideItsSubnet() {
        assertThatThrownBy(() -> subnets.choose(List.of(new Subnet("10.1.2.0/24", null, "10.1.3.0/25")), List.of()))
                .isInstanceOf(ProblemException.class);
        assertThat(subnets.choose(List.of(new Subnet("10.1.2.0/24", null, "10.1.2.128/25")), List.of()))
                .hasSize(1);
    }

    @Test
    void nameBroadcastGatewayAndWhatIsTakenAreNotAvailable() {
        assertThat(Subnets.available("10.1.2.0/24", "10.1.2.1", null, List.of("10.1.2.9", "10.9.9.9", "")))
                .isEqualTo(252);
    }

    @Test
    void ofARangeOnlyWhatLiesInItIsNotAvailable() {
        assertThat(Subnets.available("10.1.2.0/24", "10.1.2.1", "10.1.2.128/25", List.of("10.1.2.9", "10.1.2.130")))
                .isEqualTo(126);
    }
}
