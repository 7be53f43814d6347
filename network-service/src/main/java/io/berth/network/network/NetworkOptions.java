package io.berth.network.network;

import io.berth.web.ProblemException;

/** Which of the contract's options this version makes true. What it cannot do it refuses, rather than forget it. */
final class NetworkOptions {
    private NetworkOptions() {}

    static void requireSupported(CreateNetwork wanted) {
        if (!Network.BRIDGE.equals(wanted.driverOrBridge())) {
            throw unsupported(
                    "driver", wanted.driver() + " networks cannot be made yet; host and none are listed as they are");
        }
        if (wanted.ipv6()) {
            throw unsupported("ipv6", "IPv6 subnets cannot be made yet");
        }
        if (wanted.egressAddress() != null) {
            throw unsupported("egressAddress", "a fixed egress address cannot be set yet");
        }
        if (wanted.parent() != null) {
            throw unsupported("parent", "a parent interface goes with macvlan and ipvlan");
        }
    }

    private static ProblemException unsupported(String field, String why) {
        return new ProblemException(
                NetworkError.NETWORK_OPTION_UNSUPPORTED,
                field + ": " + why,
                "Leave " + field + " out, or use driver bridge.");
    }
}
