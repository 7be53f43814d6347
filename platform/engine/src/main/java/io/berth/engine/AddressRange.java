package io.berth.engine;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291), host bits as written.
 *
 * @param cidr {@code 10.201.0.0/16}, {@code fd00:1::/64}
 */
public record AddressRange(String cidr) {

    /** @throws IllegalArgumentException when it is not an address literal with a prefix length that fits */
    public AddressRange {
        int slash = cidr.indexOf('/');
        if (slash < 1 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            throw new IllegalArgumentException("not a CIDR block: " + cidr);
        }
        byte[] address = literal(cidr.substring(0, slash));
        if (Integer.parseInt(cidr.substring(slash + 1)) > address.length * 8) {
            throw new IllegalArgumentException("prefix too long: " + cidr);
        }
    }

    public boolean ipv6() {
        return cidr.indexOf(':') >= 0;
    }

    public int prefix() {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    /** How many addresses it has, the network's own and broadcast included. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft((ipv6() ? 128 : 32) - prefix());
    }

    public boolean overlaps(AddressRange other) {
        return ipv6() == other.ipv6()
                && first().compareTo(other.last()) <= 0
                && other.first().compareTo(last()) <= 0;
    }

    /** Whether all of the other's addresses are in this block. */
    public boolean covers(AddressRange other) {
        return ipv6() == other.ipv6()
                && first().compareTo(other.first()) <= 0
                && other.last().compareTo(last()) <= 0;
    }

    /** @param address a literal of either family, without prefix length */
    public boolean contains(String address) {
        byte[] bytes = literal(address);
        BigInteger value = new BigInteger(1, bytes);
        return bytes.length == (ipv6() ? 16 : 4) && first().compareTo(value) <= 0 && value.compareTo(last()) <= 0;
    }

    /** The address so many places after the network's own: {@code 10.0.0.0/24} at 1 is {@code 10.0.0.1}. */
    public String address(long offset) {
        BigInteger value = first().add(BigInteger.valueOf(offset));
        if (offset < 0 || value.compareTo(last()) > 0) {
            throw new IllegalArgumentException(cidr + " has no address " + offset);
        }
        byte[] bytes = new byte[ipv6() ? 16 : 4];
        byte[] digits = value.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private BigInteger first() {
        return new BigInteger(1, literal(cidr.substring(0, cidr.indexOf('/'))))
                .divide(size())
                .multiply(size());
    }

    private BigInteger last() {
        return first().add(size()).subtract(BigInteger.ONE);
    }

    /** Never asks a name server: what is not a literal is refused first. */
    private static byte[] literal(String address) {
        boolean v6 = address.indexOf(':') >= 0 && address.matches("[0-9a-fA-F:.]{2,45}");
        boolean v4 = address.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
        if (!v4 && !v6) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + address, e);
        }
    }
}
