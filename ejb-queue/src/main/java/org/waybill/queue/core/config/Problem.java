package org.waybill.queue.core.config;

/**
 * One error in a configuration text.
 *
 * @param file the included file, empty for the main text
 * @param line from 1
 * @param column from 1
 * @param message what is wrong there
 * @param expected what would have been right, may be empty
 * @param cure what to do about it, may be empty
 */
public record Problem(String file, int line, int column, String message, String expected, String cure) {

    /** {@code waybill.conf:3:7: message (expected …; cure)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(file.isEmpty() ? "configuration" : file)
                .append(':')
                .append(line)
                .append(':')
                .append(column);
        text.append(": ").append(message);
        if (!expected.isEmpty()) {
            text.append("; expected ").append(expected);
        }
        if (!cure.isEmpty()) {
            text.append("; ").append(cure);
        }
        return text.toString();
    }
}
