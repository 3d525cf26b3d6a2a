package org.waybill.smtp;

/**
 * Names one mail transaction: 16 lower-case hexadecimal digits whose order is the order of time. The client reads it in
 * the 250 reply, the Received header and every log line carry it. 41 bits of milliseconds since 2020, 10 bits of node,
 * 13 bits of sequence; see {@link MessageIds}.
 *
 * @param value all 64 bits
 */
public record MessageId(long value) implements Comparable<MessageId> {

    /**
     * Reads the 16 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static MessageId parse(String text) {
        if (!text.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("a message id is 16 hexadecimal digits, not '" + text + "'");
        }
        return new MessageId(Long.parseUnsignedLong(text, 16));
    }

    @Override
    public int compareTo(MessageId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format("%016x", value);
    }
}
