package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class AddressRangeTest {

    @Test
    void rangesOverlapWhenOneHoldsTheOtherAndNotWhenTheyTouch() {
        AddressRange wide = new AddressRange("10.1.0.0/16");

        assertThat(wide.overlaps(new AddressRange("10.1.255.0/24"))).isTrue();
        assertThat(new AddressRange("10.1.255.0/24").overlaps(wide)).isTrue();
        assertThat(wide.overlaps(new AddressRange("10.2.0.0/16"))).isFalse();
        assertThat(new AddressRange("0.0.0.0/0").overlaps(wide)).isTrue();
        assertThat(new AddressRange("fd00::/8").overlaps(wide)).isFalse();
        assertThat(wide.covers(new AddressRange("10.1.2.0/24"))).isTrue();
        assertThat(new AddressRange("10.1.2.0/24").covers(wide)).isFalse();
    }

    @Test
    void hostBitsDoNotMatter() {
        assertThat(new AddressRange("10.1.2.3/16").contains("10.1.0.0")).isTrue();
        assertThat(new AddressRange("10.1.2.3/16").address(1)).isEqualTo("10.1.0.1");
    }

    @Test
    void addressesAreCountedFromTheNetworksOwn() {
        assertThat(new AddressRange("10.1.2.0/24").address(255)).isEqualTo("10.1.2.255");
        assertThat(new AddressRange("0.0.0.0/8").address(1)).isEqualTo("0.0.0.1");
        assertThat(new AddressRange("200.1.2.0/24").address(9)).isEqualTo("200.1.2.9");
        assertThat(new AddressRange("fd00:1::/64").address(2)).isEqualTo("fd00:1::2");
        assertThat(new AddressRange("10.1.2.0/30").size()).isEqualTo(BigInteger.valueOf(4));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange("10.1.2.0/30").address(4));
    }

    @Test
    void whatIsNoLiteralIsRefusedWithoutAskingANameServer() {
        for (String wrong : new String[] {
            "example.org/24",
            "10.1.2.0",
            "10.1.2/24",
            "10.1.2.256/24",
            "10.1.2.0/33",
            "fd00::/129",
            "/24",
            "10.1.2.0/x",
            "abcd/16",
            "10.1.2-3.0/24",
            "10.1.*.0/24",
            "*/16",
            "",
            "010.1.2.0/24",
            "0xa.1.2.0/24",
            "10.0.0.0/255.0.0.0",
            "fd00::%eth0/64"
        }) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> new AddressRange(wrong));
        }
    }
}
