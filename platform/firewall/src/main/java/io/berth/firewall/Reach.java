package io.berth.firewall;

import io.berth.engine.AddressRange;

/**
 * One TCP address that containers may open connections to.
 *
 * @param address IPv4 literal
 * @param port 1 to 65535
 */
public record Reach(String address, int port) {
    public Reach {
        if (new AddressRange(address + "/32").ipv6() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not an IPv4 address and port: " + address + " " + port);
        }
    }
}
