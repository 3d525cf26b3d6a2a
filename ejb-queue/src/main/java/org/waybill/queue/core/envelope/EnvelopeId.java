package org.waybill.queue.core.envelope;

import org.waybill.smtp.MessageId;

/**
 * Names one recipient of one message: message id, dot, number.
 *
 * @param message the message
 * @param number from 1, in the order of the recipients
 */
public record EnvelopeId(MessageId message, int number) {

    /**
     * Reads {@code 0123456789abcdef.1}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static EnvelopeId parse(String text) {
        if (!text.matches("[0-9a-f]{16}\\.[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "an envelope id is a message id, a dot and a number, not '" + text + "'");
        }
        return new EnvelopeId(MessageId.parse(text.substring(0, 16)), Integer.parseInt(text.substring(17)));
    }

    @Override
    public String toString() {
        return message + "." + number;
    }
}
