package org.waybill.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A network in CIDR form (RFC 4632, RFC 4291 §2.3); a single address is one with a full prefix. IPv4 and IPv6 are never
 * mixed: {@code ::/0} holds no IPv4 address, {@code ::ffff:0:0/96} holds them all.
 *
 * @param base the first address: everything behind the prefix is zero
 * @param prefix 0 to 32, or to 128
 */
public record Network(InetAddress base, int prefix) {

    private static final int MAPPED_BITS = 96;

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone. Bits behind the prefix are dropped.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = AddressLiteral.parse(literal)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an address or network"));
        int bits = address.getAddress().length * 8;
        if (slash < 0) {
            return new Network(address, bits);
        }
        // the prefix of a mapped address counts from the start of its IPv6 form
        int skipped = bits == 32 && literal.indexOf(':') >= 0 ? MAPPED_BITS : 0;
        String digits = text.substring(slash + 1);
        int prefix = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) - skipped : -1;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "'" + text + "': expected a prefix within " + skipped + ".." + (bits + skipped) + " after '/'");
        }
        return around(address, prefix);
    }

    /** The network with a given prefix that an address lies in. */
    public static Network around(InetAddress address, int prefix) {
        byte[] octets = address.getAddress();
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.max(0, Math.min(8, prefix - i * 8));
            octets[i] &= (byte) (0xff << (8 - kept));
        }
        try {
            return new Network(InetAddress.getByAddress(octets), prefix);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 octets", e);
        }
    }

    /** Whether it is one of IPv4. */
    public boolean isIpv4() {
        return base.getAddress().length == 4;
    }

    /** Whether an address lies in it. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && around(address, prefix).base().equals(base);
    }

    /** Whether an address lies in one of them. */
    public static boolean anyContains(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The CIDR form. */
    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}
