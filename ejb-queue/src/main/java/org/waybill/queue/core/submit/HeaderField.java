package org.waybill.queue.core.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One field of a header with all of its lines, or a line that is none.
 *
 * @param text with the line end
 */
record HeaderField(String text) {

    private static final String LINE_END = "\r\n";

    /** @param header whole lines, each ended by CR LF, an octet a character */
    static List<HeaderField> of(String header) {
        List<HeaderField> fields = new ArrayList<>();
        int start = 0;
        while (start < header.length()) {
            int end = end(header, start);
            fields.add(new HeaderField(header.substring(start, end)));
            start = end;
        }
        return fields;
    }

    /** Behind the last of a field's lines: those that begin with a blank belong to the one before. */
    private static int end(String header, int start) {
        int end = start;
        do {
            int lineEnd = header.indexOf(LINE_END, end);
            end = lineEnd < 0 ? header.length() : lineEnd + LINE_END.length();
        } while (end < header.length() && isBlank(header.charAt(end)));
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** In lower case; empty for a line that is no field. Blanks may stand before the colon: RFC 5322 §4.5. */
    String name() {
        String name = text.substring(0, Math.max(0, text.indexOf(':'))).stripTrailing();
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? name.toLowerCase(Locale.ROOT) : "";
    }

    /** With another value; a quote or bracket in it that nobody closes does not reach the end of the line. */
    HeaderField withValue(UnaryOperator<String> change) {
        int value = text.indexOf(':') + 1;
        int last = Math.max(value, text.length() - LINE_END.length());
        return new HeaderField(
                text.substring(0, value) + change.apply(text.substring(value, last)) + text.substring(last));
    }
}
