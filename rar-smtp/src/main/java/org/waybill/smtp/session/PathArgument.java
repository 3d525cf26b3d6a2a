package org.waybill.smtp.session;

import org.waybill.smtp.MailAddress;

/**
 * The angle brackets of MAIL and RCPT.
 *
 * @param wellFormed whether there was such a thing
 * @param mailbox what stands inside, without a source route
 * @param rest what stands behind
 */
record PathArgument(boolean wellFormed, String mailbox, String rest) {

    private static final PathArgument NONE = new PathArgument(false, "", "");

    static PathArgument behind(String keyword, String argument) {
        String text = argument.stripLeading();
        if (!text.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return NONE;
        }
        // RFC 5321 §3.3 forbids a space behind the colon; too many clients send one to insist
        String path = text.substring(keyword.length()).stripLeading();
        int end = end(path);
        boolean dividedFromRest = end > 0 && (end + 1 == path.length() || path.charAt(end + 1) == ' ');
        return dividedFromRest ? withoutRoute(path.substring(1, end), path.substring(end + 1)) : NONE;
    }

    /** The index of the closing bracket, which does not count inside a quoted local part. */
    private static int end(String path) {
        if (!path.startsWith("<")) {
            return -1;
        }
        boolean quoted = false;
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** RFC 5321 §4.1.1.3: {@code @one,@two:} is accepted and ignored. */
    private static PathArgument withoutRoute(String inside, String rest) {
        if (!inside.startsWith("@")) {
            return new PathArgument(true, inside, rest);
        }
        int colon = inside.indexOf(':');
        boolean route = colon > 0 && colon + 1 < inside.length();
        if (!route) {
            return NONE;
        }
        for (String hop : inside.substring(0, colon).split(",", -1)) {
            if (!hop.startsWith("@") || !MailAddress.isDomain(hop.substring(1))) {
                return NONE;
            }
        }
        return new PathArgument(true, inside.substring(colon + 1), rest);
    }
}
