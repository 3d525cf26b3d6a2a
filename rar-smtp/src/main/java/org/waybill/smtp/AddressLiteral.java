package org.waybill.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text. Nothing here ever asks the DNS: what is no literal is no address. */
public final class AddressLiteral {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    /** InetAddress checks the rest; with a colon inside and such a first character it never asks the DNS. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]+");

    private static final String IPV6_TAG = "ipv6:";

    private AddressLiteral() {}

    /**
     * Reads {@code 192.0.2.1}, {@code 2001:db8::1}, either in brackets, and {@code [IPv6:2001:db8::1]} (RFC 5321 §4.1.3).
     * An IPv4-mapped address ({@code ::ffff:192.0.2.1}) is the IPv4 one; an interface behind {@code %} is left out.
     *
     * @return empty if the text is anything else
     */
    public static Optional<InetAddress> parse(String text) {
        String bare = text;
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (bare.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())) {
            bare = bare.substring(IPV6_TAG.length());
        }
        int zone = bare.indexOf('%');
        if (zone > 0) {
            bare = bare.substring(0, zone);
        }
        if (bare.length() > 45
                || !(IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
