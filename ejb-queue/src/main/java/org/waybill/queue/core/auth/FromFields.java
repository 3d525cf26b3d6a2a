package org.waybill.queue.core.auth;

import java.util.function.Predicate;

/** The From fields of a header section. There should be one; who sends more has all of them looked at. */
public final class FromFields {

    private static final String NAME = "from";
    private static final String LINE_END = "\r\n";

    private FromFields() {}

    /**
     * The same header with another address in the place of each one in a From field that is not allowed; display names,
     * comments and all other fields stay as they are.
     *
     * @param header whole lines, each ended by CR LF, an octet a character
     * @param allowed asked for an address as it stands there
     * @param address what to write instead, an octet a character
     */
    public static String replaced(String header, Predicate<String> allowed, String address) {
        StringBuilder changed = new StringBuilder(header.length());
        int start = 0;
        while (start < header.length()) {
            int end = fieldEnd(header, start);
            int value = fromValue(header, start, end);
            // a quote or bracket that nobody closes must not reach the end of the line
            int last = Math.max(value, end - LINE_END.length());
            changed.append(header, start, value);
            changed.append(Mailboxes.replaced(header.substring(value, last), allowed, address));
            changed.append(header, last, end);
            start = end;
        }
        return changed.toString();
    }

    /** Behind the last of a field's lines: those that begin with a blank belong to the one before. */
    private static int fieldEnd(String header, int start) {
        int end = start;
        do {
            int lineEnd = header.indexOf(LINE_END, end);
            end = lineEnd < 0 ? header.length() : lineEnd + LINE_END.length();
        } while (end < header.length() && isBlank(header.charAt(end)));
        return end;
    }

    /** Where the value of a From field begins; the end of any other field. */
    private static int fromValue(String header, int start, int end) {
        if (!header.regionMatches(true, start, NAME, 0, NAME.length())) {
            return end;
        }
        int at = start + NAME.length();
        // blanks before the colon: RFC 5322 §4.5
        while (at < end && isBlank(header.charAt(at))) {
            at++;
        }
        return at < end && header.charAt(at) == ':' ? at + 1 : end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
