package io.berth.network.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.network.network.NetworkView.Attached;
import io.berth.network.network.NetworkView.SubnetUse;
import io.berth.network.subnet.Subnet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetUseTest {
    private static final List<Attached> CONTAINERS =
            List.of(new Attached("c1", "fixed", "10.1.0.9"), new Attached("c2", "given", "10.1.0.130"));

    @Test
    void withoutARangeEveryAddressOfTheSubnetMayBeGiven() {
        var use = SubnetUse.of(new Subnet("10.1.0.0/24", "10.1.0.1", null)).usedBy(CONTAINERS);

        assertThat(use.used()).isEqualTo(2);
        assertThat(use.available()).isEqualTo(251);
    }

    @Test
    void withARangeOnlyItsAddressesAreAvailable() {
        var use = SubnetUse.of(new Subnet("10.1.0.0/24", "10.1.0.1", "10.1.0.128/29"))
                .usedBy(CONTAINERS);

        assertThat(use.used()).isEqualTo(2);
        assertThat(use.available()).isEqualTo(7);
    }
}
