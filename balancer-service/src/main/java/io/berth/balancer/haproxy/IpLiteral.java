package io.berth.balancer.haproxy;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/**
 * Addresses as HAProxy's files take them: a single one that it cannot read makes the whole file unusable, so no form that
 * {@code inet_pton} refuses may get there.
 */
public final class IpLiteral {
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefix(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowMixed(false)
            .allowBase85(false)
            .allowBinary(false)
            .allowUnlimitedLeadingZeros(false)
            .getParentBuilder()
            .toParams();

    private IpLiteral() {}

    /** Whether it is an IPv4 address of four plain decimals, or an IPv6 address without zone or dots. */
    public static boolean valid(String address) {
        return address != null && new IPAddressString(address, STRICT).isIPAddress();
    }
}
