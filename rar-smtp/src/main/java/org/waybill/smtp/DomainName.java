package org.waybill.smtp;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;

/**
 * Host names, in letters of any script (RFC 6531 §3.3, RFC 5890): their grammar, and their one form in the DNS. Nobody else
 * needs to know how labels are converted.
 *
 * <p>Conversion is that of UTS #46 without its transitional part, so that {@code ß} stays apart from {@code ss} as in
 * IDNA2008. What UTS #46 maps is taken: letters of either case, composed or not.
 */
public final class DomainName {

    /** In octets (RFC 1035 §2.3.4). */
    private static final int MAX_LABEL = 63;

    private static final String A_LABEL = "xn--";

    private DomainName() {}

    /** Made when the first name that needs it comes: a server that only meets ASCII names never loads the tables. */
    private static final class Conversion {
        static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);
    }

    /**
     * The form in which names are compared and looked up: lower case, every label in ASCII (A-labels, RFC 5890 §2.3.2.1).
     *
     * @param name letters, digits and hyphens of any script in labels that have at most 63 octets in the DNS, without a dot
     *     at the end, at most 255 characters; underscores are let through because they occur in practice
     * @return empty if it is no name, or has a label that only looks like an A-label
     */
    public static Optional<String> toAscii(String name) {
        if (name.length() > MailAddress.MAX_DOMAIN) {
            return Optional.empty();
        }
        String ascii = isPlain(name) ? name.toLowerCase(Locale.ROOT) : converted(name);
        return isHostName(ascii) ? Optional.of(ascii) : Optional.empty();
    }

    /**
     * The form in which people write names: in lower case, in U-labels where there are such (RFC 5890 §2.3.2.1).
     *
     * @param ascii as {@link #toAscii} makes it
     */
    public static String toUnicode(String ascii) {
        if (isPlain(ascii)) {
            return ascii;
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder unicode = new StringBuilder();
        Conversion.RULES.nameToUnicode(ascii, unicode, info);
        return info.hasErrors() ? ascii : unicode.toString();
    }

    /** Whether there is nothing to convert: ASCII, and no label claims to be converted already. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            boolean labelBegins = i == 0 || name.charAt(i - 1) == '.';
            if (name.charAt(i) >= 0x80 || (labelBegins && name.regionMatches(true, i, A_LABEL, 0, A_LABEL.length()))) {
                return false;
            }
        }
        return true;
    }

    /** Empty if it cannot be. What of ASCII may stand in a label is asked of the result, for both ways alike. */
    private static String converted(String name) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder();
        Conversion.RULES.nameToASCII(name, ascii, info);
        return !info.hasErrors() && keepsItsLabels(name, ascii.toString()) ? ascii.toString() : "";
    }

    /**
     * UTS #46 also takes other characters for a dot, and wide, circled or crossed-out ones for ASCII letters: a name that
     * reads differently from what it means is refused.
     */
    private static boolean keepsItsLabels(String name, String ascii) {
        String[] given = name.split("\\.", -1);
        String[] made = ascii.split("\\.", -1);
        boolean same = given.length == made.length;
        for (int i = 0; same && i < given.length; i++) {
            same = made[i].startsWith(A_LABEL) || AddressSyntax.isAscii(given[i]);
        }
        return same;
    }

    private static boolean isHostName(String name) {
        int labelLength = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (labelLength == 0 || name.charAt(i - 1) == '-') {
                    return false;
                }
                labelLength = 0;
            } else if (AddressSyntax.isLetterOrDigit(c) || c == '_' || (c == '-' && labelLength > 0)) {
                labelLength++;
                if (labelLength > MAX_LABEL) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return labelLength > 0 && !name.endsWith("-");
    }
}
