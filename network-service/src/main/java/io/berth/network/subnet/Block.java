package io.berth.network.subnet;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import io.berth.web.ProblemException;
import java.util.stream.Stream;

/** A prefix block of addresses. Two blocks nest or are disjoint, so overlap is containment one way or the other. */
final class Block {
    // A user's subnet is written in full: "10.1" or "*" would be read as something nobody meant.
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .toParams();

    private static final int WIDEST = 8;
    private static final int NARROWEST = 29;

    private final IPAddress addresses;

    private Block(IPAddress addresses) {
        this.addresses = addresses;
    }

    /** A block that a network may use: canonical, unicast, IPv4, /8 to /29. */
    static Block usable(String field, String cidr) {
        var block = parse(field, cidr);
        var prefix = block.addresses.getNetworkPrefixLength();
        if (prefix == null || !block.addresses.isPrefixBlock()) {
            throw invalid(field, cidr + " has host bits set or no prefix length");
        }
        if (!block.addresses.isIPv4()) {
            throw invalid(field, cidr + " is not IPv4; set ipv6 to get an IPv6 subnet beside it");
        }
        if (prefix < WIDEST || prefix > NARROWEST) {
            throw invalid(field, cidr + " is not between /" + WIDEST + " and /" + NARROWEST);
        }
        if (block.addresses.isMulticast() || block.addresses.isLoopback() || block.addresses.isLinkLocal()) {
            throw invalid(field, cidr + " is reserved (multicast, loopback or link-local)");
        }
        return block;
    }

    /** Whatever an engine reports; IPv6 included. */
    static Block reported(String cidr) {
        return parse("subnet", cidr);
    }

    private static Block parse(String field, String text) {
        try {
            return new Block(new IPAddressString(text, STRICT).toAddress());
        } catch (AddressStringException malformed) {
            throw invalid(field, text + " is not an address block like 10.200.3.0/24");
        }
    }

    boolean overlaps(Block other) {
        return contains(other) || other.contains(this);
    }

    boolean contains(Block other) {
        return addresses.isIPv4() == other.addresses.isIPv4() && addresses.contains(other.addresses);
    }

    /** The address with this text is inside, and is neither the block's own name nor its broadcast address. */
    boolean hasHost(String field, String address) {
        var host = parse(field, address);
        return !host.addresses.isMultiple()
                && contains(host)
                && !host.addresses.equals(addresses.getLower().withoutPrefixLength())
                && !host.addresses.equals(addresses.getUpper().withoutPrefixLength());
    }

    /** The bridge's address when the user names none: the first one after the block's name. */
    String firstHost() {
        return addresses.getLower().withoutPrefixLength().increment(1).toCanonicalString();
    }

    /** How many of the addresses are in this block. */
    long count(Stream<Block> others) {
        return others.distinct().filter(this::contains).count();
    }

    long size() {
        return addresses.getCount().longValueExact();
    }

    /** The block's name. */
    Block lowest() {
        return new Block(addresses.getLower().withoutPrefixLength());
    }

    /** The block's broadcast. */
    Block highest() {
        return new Block(addresses.getUpper().withoutPrefixLength());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block block && addresses.equals(block.addresses);
    }

    @Override
    public int hashCode() {
        return addresses.hashCode();
    }

    /** The blocks of that prefix length in it, in order. */
    Stream<Block> split(int prefix) {
        return addresses.setPrefixLength(prefix, false).prefixBlockStream().map(Block::new);
    }

    @Override
    public String toString() {
        return addresses.toCanonicalString();
    }

    private static ProblemException invalid(String field, String why) {
        return new ProblemException(
                SubnetError.NETWORK_SUBNET_INVALID,
                field + ": " + why,
                "Leave subnets out to get a free block from the address pool.");
    }
}
