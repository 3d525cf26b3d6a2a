package org.waybill.smtp;

import java.util.Locale;

/**
 * RFC 5321 §4.1.2 as extended by RFC 6531 §3.3: the grammar of a mailbox, read by hand in one pass so that no input can
 * make it slow.
 */
final class AddressSyntax {

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private AddressSyntax() {}

    static MailAddress parse(String text) {
        return text.startsWith("\"") ? parseQuoted(text) : parseDotString(text);
    }

    private static MailAddress parseDotString(String text) {
        int at = text.indexOf('@');
        String local = at < 0 ? text : text.substring(0, at);
        if (!isDotString(local)) {
            throw new IllegalArgumentException("expected a local part such as user or first.last");
        }
        return withDomain(local, at < 0 ? text.length() : at, text);
    }

    private static MailAddress parseQuoted(String text) {
        StringBuilder local = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\') {
                i++;
                if (i < text.length() && !isQuotable(text.charAt(i))) {
                    throw new IllegalArgumentException("expected a printable ASCII character behind a backslash");
                }
            }
            if (i < text.length()) {
                local.append(text.charAt(i));
                i++;
            }
        }
        if (i >= text.length()) {
            throw new IllegalArgumentException("expected a closing quote in the local part");
        }
        return withDomain(local.toString(), i + 1, text);
    }

    /** RFC 5321 §4.1.2, quoted-pairSMTP, which RFC 6531 leaves as it is. */
    private static boolean isQuotable(char c) {
        return c >= ' ' && c <= '~';
    }

    private static MailAddress withDomain(String local, int end, String text) {
        if (end == text.length()) {
            return new MailAddress(local, "");
        }
        if (text.charAt(end) != '@' || end + 1 == text.length()) {
            throw new IllegalArgumentException("expected '@' and a domain after the local part");
        }
        return new MailAddress(local, text.substring(end + 1));
    }

    /** The limits hold on the wire: for the local part with the quotes it needs, for the domain in its longer form. */
    static void check(String local, String domain) {
        int localOctets = octets(quoteIfNeeded(local));
        if (local.isEmpty() || localOctets > MailAddress.MAX_ADDRESS) {
            throw new IllegalArgumentException("a local part has 1 to 254 octets, its quotes included");
        }
        if (!local.codePoints().allMatch(AddressSyntax::isPrintable)) {
            throw new IllegalArgumentException("a local part holds no control characters");
        }
        if (!domain.isEmpty()) {
            int domainOctets = Math.max(octets(domain), key(domain).length());
            if (localOctets + 1 + domainOctets > MailAddress.MAX_ADDRESS) {
                throw new IllegalArgumentException("an address has at most 254 octets");
            }
        }
    }

    /**
     * Neither a control, nor a line or paragraph separator, nor half a surrogate pair, nor one of the code points that are
     * no characters in any version of Unicode.
     */
    private static boolean isPrintable(int c) {
        return c >= ' '
                && !Character.isISOControl(c)
                && c != '\u2028'
                && c != '\u2029'
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                && (c & 0xfffe) != 0xfffe
                && (c < 0xfdd0 || c > 0xfdef);
    }

    /** In UTF-8. */
    private static int octets(String text) {
        return text.codePoints()
                .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isDotString(String text) {
        boolean atomOpen = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!atomOpen) {
                    return false;
                }
                atomOpen = false;
            } else if (isAtext(c)) {
                atomOpen = true;
            } else {
                return false;
            }
        }
        return atomOpen;
    }

    /** RFC 6531 §3.3: whatever is not ASCII is atext; {@link #isPrintable} is asked for every character. */
    private static boolean isAtext(char c) {
        return c >= 0x80 || isLetterOrDigit(c) || ATEXT_SPECIALS.indexOf(c) >= 0;
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static boolean isDomain(String domain) {
        return octets(domain) <= MailAddress.MAX_DOMAIN
                && (LiteralSyntax.isLiteral(domain)
                        || DomainName.toAscii(domain).isPresent());
    }

    /** A domain as it is compared. */
    static String key(String domain) {
        if (octets(domain) > MailAddress.MAX_DOMAIN) {
            throw new IllegalArgumentException("a domain has at most 255 octets");
        }
        if (LiteralSyntax.isLiteral(domain)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        return DomainName.toAscii(domain)
                .orElseThrow(
                        () -> new IllegalArgumentException("expected a domain such as example.org or [192.0.2.1]"));
    }

    static String quoteIfNeeded(String local) {
        if (isDotString(local)) {
            return local;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
