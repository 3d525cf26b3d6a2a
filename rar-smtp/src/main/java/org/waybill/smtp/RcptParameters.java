package org.waybill.smtp;

import java.util.Set;

/**
 * What stood behind the path of RCPT TO (RFC 5321 §4.1.1.11, Rcpt-parameters): what the sender wants to be told about this
 * recipient (RFC 3461).
 *
 * @param notifications NOTIFY (§4.1); empty when it was not given, which means failures, and delays as the server sees fit
 * @param originalRecipient ORCPT, decoded (§4.2): address type, semicolon, address, such as
 *     {@code rfc822;user@example.org}; printable, at most {@value #MAX_ORIGINAL_RECIPIENT} characters, empty when it was
 *     not given
 */
public record RcptParameters(Set<Notify> notifications, String originalRecipient) {

    /** RFC 3461 §5.4: as it stands on the wire, which is no shorter. */
    public static final int MAX_ORIGINAL_RECIPIENT = 500;

    /** What RCPT TO without parameters means. */
    public static final RcptParameters NONE = new RcptParameters(Set.of(), "");

    /** When to tell the sender. */
    public enum Notify {
        /** Alone only. */
        NEVER,
        SUCCESS,
        FAILURE,
        DELAY
    }

    public RcptParameters {
        notifications = Set.copyOf(notifications);
        if (notifications.contains(Notify.NEVER) && notifications.size() > 1) {
            throw new IllegalArgumentException("NOTIFY=NEVER stands alone");
        }
        if (originalRecipient.length() > MAX_ORIGINAL_RECIPIENT
                || originalRecipient.chars().anyMatch(Character::isISOControl)
                || (!originalRecipient.isEmpty() && originalRecipient.indexOf(';') < 1)) {
            throw new IllegalArgumentException(
                    "an original recipient is an address type, ';' and a printable address, of at most "
                            + MAX_ORIGINAL_RECIPIENT + " characters");
        }
    }
}
