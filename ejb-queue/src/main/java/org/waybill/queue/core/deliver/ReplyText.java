package org.waybill.queue.core.deliver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.smtp.EnhancedStatus;

/** Replies of far servers, which may hold anything: here they become one line that is safe to store, log and send. */
public final class ReplyText {

    /** The longest line that is kept, in octets. */
    public static final int MAX_LENGTH = 1000;

    private static final Pattern STATUS =
            Pattern.compile("(?<code>[2-5][0-9]{2})(?:[ -](?<status>[245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b)?.*");

    private ReplyText() {}

    /** One line of at most {@value #MAX_LENGTH} printable ASCII characters; everything else becomes a blank or {@code ?}. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        boolean blank = false;
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                blank = !line.isEmpty();
                continue;
            }
            if (blank) {
                line.append(' ');
                blank = false;
            }
            line.append(c > ' ' && c < 0x7f ? c : '?');
        }
        line.setLength(Math.min(line.length(), MAX_LENGTH));
        return line.toString().stripTrailing();
    }

    /** The enhanced status of a reply's line, or the general one of its code's class, or 5.0.0. */
    public static EnhancedStatus status(String line) {
        Matcher reply = STATUS.matcher(line);
        if (!reply.matches()) {
            return new EnhancedStatus(5, 0, 0);
        }
        if (reply.group("status") != null) {
            return EnhancedStatus.parse(reply.group("status"));
        }
        int digit = line.charAt(0) - '0';
        return new EnhancedStatus(digit == 3 ? 5 : digit, 0, 0);
    }
}
