package io.berth.engine;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291), host bits as written.
 *
 * @param cidr {@code 10.201.0.0/16}, {@code fd00:1::/64}
 */
public record AddressRange(String cidr) {

    /** Addresses written in full: no masks, ranges, wildcards, zones, or the shortened and hexadecimal IPv4 of old. */
    private static final IPAddressStringParameters IN_FULL = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    /** @throws IllegalArgumentException when it is not an address literal with a prefix length that fits */
    public AddressRange {
        if (parse(cidr).getNetworkPrefixLength() == null) {
            throw new IllegalArgumentException("not a CIDR block: " + cidr);
        }
    }

    public boolean ipv6() {
        return parse(cidr).isIPv6();
    }

    public int prefix() {
        return parse(cidr).getNetworkPrefixLength();
    }

    /** How many addresses it has, the network's own and broadcast included. */
    public BigInteger size() {
        return block().getCount();
    }

    public boolean overlaps(AddressRange other) {
        // Blocks nest or are disjoint.
        return covers(other) || other.covers(this);
    }

    /** Whether all of the other's addresses are in this block. */
    public boolean covers(AddressRange other) {
        return block().contains(other.block());
    }

    /** @param address a literal of either family, without prefix length */
    public boolean contains(String address) {
        var one = parse(address);
        if (one.isPrefixed()) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        return block().contains(one);
    }

    /** The address so many places after the network's own: {@code 10.0.0.0/24} at 1 is {@code 10.0.0.1}. */
    public String address(long offset) {
        if (offset < 0 || size().compareTo(BigInteger.valueOf(offset)) <= 0) {
            throw new IllegalArgumentException(cidr + " has no address " + offset);
        }
        return block().getLower().withoutPrefixLength().increment(offset).toCanonicalString();
    }

    private IPAddress block() {
        return parse(cidr).toPrefixBlock();
    }

    private static IPAddress parse(String text) {
        try {
            return new IPAddressString(text, IN_FULL).toAddress();
        } catch (AddressStringException malformed) {
            throw new IllegalArgumentException("not an address: " + text, malformed);
        }
    }
}
