package io.berth.balancer.target;

import java.util.regex.Pattern;

/** Where a target listens. Names are not resolved: a server added at run time must have an address. */
final class Endpoint {
    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}");

    private Endpoint() {}

    static boolean valid(String address, int port) {
        return address != null
                && (IPV4.matcher(address).matches() || IPV6.matcher(address).matches())
                && port > 0
                && port < 65536;
    }
}
