package io.berth.balancer.haproxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses as HAProxy's files take them: a single one that it cannot read makes the whole file unusable, so no form that
 * {@code inet_pton} refuses may get there.
 */
public final class IpLiteral {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    /** Its letters; whether the groups are right is for the JDK to say, which lets groups be too long, though. */
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)(?!.*[0-9a-fA-F]{5})[0-9a-fA-F:]{2,39}");

    private IpLiteral() {}

    /** Whether it is an IPv4 address of four plain decimals, or an IPv6 address without zone or dots. */
    public static boolean valid(String address) {
        return address != null
                && (IPV4.matcher(address).matches() || (IPV6.matcher(address).matches() && parses(address)));
    }

    /** Nothing with a colon is looked up as a name. */
    private static boolean parses(String address) {
        try {
            return InetAddress.getByName(address).getAddress().length > 0;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
