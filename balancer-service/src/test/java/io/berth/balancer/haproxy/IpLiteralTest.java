package io.berth.balancer.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"10.1.2.3", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::1", "2001:DB8:0:0:0:0:0:1"})
    void anAddressIsTaken(String address) {
        assertThat(IpLiteral.valid(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1:2:3",
                ":::",
                "::1::",
                "1::2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8:9",
                "00001::1",
                "fffff::",
                "01.2.3.4",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.4.5",
                "::1%lo",
                "[::1]",
                "example.org",
                "10.1.2.3\nserver x"
            })
    void whatTheProxyCouldNotReadIsRefused(String address) {
        assertThat(IpLiteral.valid(address)).isFalse();
    }
}
