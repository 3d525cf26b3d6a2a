package org.waybill.queue.core.envelope;

/**
 * The only trace of an action in an envelope. Looked up in the current configuration at every delivery attempt.
 *
 * @param value letters, digits, {@code - _ .}, 1 to 64 characters
 */
public record ActionName(String value) {

    public ActionName {
        if (!value.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "an action name has 1 to 64 letters, digits, '-', '_' or '.', not '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
