package org.waybill.queue.jpa;

/** Texts for people on their way into a column: a reply that is too long must not make a settlement fail for ever. */
final class ColumnText {

    /** The length of the columns for replies, reasons and targets. */
    static final int LONG = 2000;

    private ColumnText() {}

    /** One line of at most so many characters; control characters become spaces. */
    static String line(String text, int length) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), length));
        text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .takeWhile(c -> line.length() + Character.charCount(c) <= length)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    static String line(String text) {
        return line(text, LONG);
    }

    /** Why an envelope is HELD. Never empty: a LEASED envelope with a reason is one that goes back to HELD. */
    static String reason(String text) {
        String line = line(text);
        return line.isBlank() ? "held" : line;
    }
}
