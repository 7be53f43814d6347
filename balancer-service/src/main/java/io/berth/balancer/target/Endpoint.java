package io.berth.balancer.target;

import io.berth.balancer.haproxy.IpLiteral;

/** Where a target listens. Names are not resolved: a server added at run time must have an address. */
final class Endpoint {
    private Endpoint() {}

    static boolean valid(String address, int port) {
        return IpLiteral.valid(address) && port > 0 && port < 65536;
    }
}
