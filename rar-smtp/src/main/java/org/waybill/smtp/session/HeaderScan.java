package org.waybill.smtp.session;

import org.waybill.smtp.HeaderLimits;

/**
 * Watches the header section of a mail go by, octet by octet and without keeping any: whether there is one, its size, and
 * the number of Received fields.
 */
final class HeaderScan {

    private static final String RECEIVED = "received:";

    private boolean inHeader = true;
    private boolean firstLine = true;
    private boolean missing;
    private int size;
    private int hops;
    private int column;
    private int matched;
    private boolean field;

    /** Whether the header has not ended yet. */
    boolean open() {
        return inHeader;
    }

    /** Takes the next octet of a mail whose lines all end with CR LF. */
    void accept(byte octet) {
        if (!inHeader) {
            return;
        }
        size++;
        if (octet == '\n') {
            missing |= firstLine && !field && column > 0;
            firstLine = false;
            inHeader = field; // an empty line ends the header, and so does one that cannot be part of it
            column = 0;
            matched = 0;
            field = false;
        } else if (octet != '\r') {
            match(octet);
            // a field has a colon, a folded line begins with white space, which the first cannot (RFC 5322 §2.2)
            field |= octet == ':' || (column == 0 && isBlank(octet));
            missing |= firstLine && column == 0 && isBlank(octet);
            column++;
        }
    }

    private void match(byte octet) {
        // bit 5 makes ASCII letters small and leaves the colon as it is
        if (matched == column && matched < RECEIVED.length() && (octet | 0x20) == RECEIVED.charAt(matched)) {
            matched++;
            if (matched == RECEIVED.length()) {
                hops++;
            }
        }
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Whether the first line is neither a field nor empty. */
    boolean missing() {
        return missing;
    }

    boolean tooBig() {
        return size > HeaderLimits.MAX_OCTETS;
    }

    boolean looping() {
        return HeaderLimits.isLoop(hops);
    }
}
