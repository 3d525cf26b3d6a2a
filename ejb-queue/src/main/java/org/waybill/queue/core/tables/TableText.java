package org.waybill.queue.core.tables;

import java.util.ArrayList;
import java.util.List;
import org.waybill.smtp.AddressLiteral;

/**
 * The text of a table file: one entry a line, {@code key}, {@code key value} or {@code key: value}. Blank lines and lines
 * that begin with {@code #} do not count ({@code # @list} with them: list or mapping shows in the use). Each line has two
 * readings and keeps both: as a whole for a list, as key and value for a mapping.
 *
 * @param entries each line as key and value; a line without a value is its own value
 * @param list each line as a whole
 */
public record TableText(List<InlineTable.Entry> entries, List<String> list) {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    public TableText {
        entries = List.copyOf(entries);
        list = List.copyOf(list);
    }

    /** @throws IllegalArgumentException with the number of the first line that is no entry, and why */
    public static TableText parse(List<String> lines) {
        List<InlineTable.Entry> entries = new ArrayList<>();
        List<String> list = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            String line = (i == 0 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                entries.add(entry(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
            list.add(line);
        }
        return new TableText(entries, list);
    }

    private static InlineTable.Entry entry(String line) {
        if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new IllegalArgumentException("a control character");
        }
        int end = keyEnd(line);
        if (end == 0) {
            throw new IllegalArgumentException("expected a key before '" + line.charAt(0) + "'");
        }
        if (end == line.length()) {
            return new InlineTable.Entry(line);
        }
        int start = valueStart(line, end);
        if (start == line.length()) {
            throw new IllegalArgumentException("expected a value after '" + line.substring(0, end) + ":'");
        }
        return new InlineTable.Entry(line.substring(0, end), line.substring(start));
    }

    /** The key ends at the first blank or colon, unless the colons are part of a URL or an IPv6 address. */
    private static int keyEnd(String line) {
        int blank = 0;
        while (blank < line.length() && !isBlank(line.charAt(blank))) {
            blank++;
        }
        String word = line.substring(0, blank);
        if (isUrl(word) || isIpv6(word)) {
            return blank;
        }
        if (word.endsWith(":") && isIpv6(word.substring(0, blank - 1))) {
            return blank - 1;
        }
        int bracket = word.startsWith("[") ? word.indexOf(']') : -1;
        int colon = word.indexOf(':', bracket + 1);
        return colon < 0 ? blank : colon;
    }

    private static boolean isUrl(String word) {
        int end = word.indexOf("://");
        // anything before the schema, such as "example.org:smtp://…", makes it a key and its URL
        return end > 0 && word.indexOf(':') == end;
    }

    private static boolean isIpv6(String word) {
        int slash = word.indexOf('/');
        String address = slash < 0 ? word : word.substring(0, slash);
        return address.indexOf(':') >= 0 && AddressLiteral.parse(address).isPresent();
    }

    /** Behind the separator: blanks, and colons with a blank behind them ({@code list : :include:/file}). */
    private static int valueStart(String line, int keyEnd) {
        int i = keyEnd + 1;
        while (i < line.length() && (isBlank(line.charAt(i)) || isLoneColon(line, i))) {
            i++;
        }
        return i;
    }

    private static boolean isLoneColon(String line, int at) {
        return line.charAt(at) == ':' && (at + 1 == line.length() || isBlank(line.charAt(at + 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
