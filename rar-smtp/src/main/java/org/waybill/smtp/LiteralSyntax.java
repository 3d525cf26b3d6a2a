package org.waybill.smtp;

/**
 * RFC 5321 §4.1.3: address literals, read by hand, so that none is ever taken for a host name and looked up.
 *
 * <p>An octet of an IPv4 address has no leading zero, which the RFC would allow: some readers take {@code 010} for ten,
 * some for eight.
 */
final class LiteralSyntax {

    private static final String IPV6 = "IPv6";

    /** In groups of 16 bits. */
    private static final int FULL = 8;

    /** Besides {@code ::}, which stands for at least two. */
    private static final int MAX_COMPRESSED = 6;

    private LiteralSyntax() {}

    /** Whether a text is {@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]} or {@code [tag:anything]}. */
    static boolean isLiteral(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        String inside = text.substring(1, text.length() - 1);
        int colon = inside.indexOf(':');
        if (colon < 0) {
            return isIpv4(inside);
        }
        String tag = inside.substring(0, colon);
        String content = inside.substring(colon + 1);
        return tag.equalsIgnoreCase(IPV6) ? isIpv6(content) : isTag(tag) && isContent(content);
    }

    private static boolean isIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        boolean good = octets.length == 4;
        for (String octet : octets) {
            good = good && isOctet(octet);
        }
        return good;
    }

    private static boolean isOctet(String text) {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean canonical = text.length() == 1 || (text.length() <= 3 && !text.startsWith("0"));
        return digits && canonical && !text.isEmpty() && Integer.parseInt(text) <= 255;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == FULL;
        }
        int left = groups(text.substring(0, gap), false);
        int right = groups(text.substring(gap + 2), true);
        return left >= 0 && right >= 0 && left + right <= MAX_COMPRESSED;
    }

    /** How many groups of 16 bits, an IPv4 address at the end being two; negative if there is anything else. */
    private static int groups(String text, boolean mayEndAsIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            if (!isGroup(parts[i])) {
                return -1;
            }
        }
        String last = parts[parts.length - 1];
        if (isGroup(last)) {
            return parts.length;
        }
        return mayEndAsIpv4 && isIpv4(last) ? parts.length + 1 : -1;
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }

    private static boolean isTag(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> AddressSyntax.isLetterOrDigit((char) c) || c == '-')
                && !text.endsWith("-");
    }

    private static boolean isContent(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= 33 && c <= 126 && (c < 91 || c > 93));
    }
}
