package org.waybill.smtp.session;

/**
 * Watches the header section of a mail go by, octet by octet and without keeping any: its size, and the number of
 * Received fields.
 */
final class HeaderScan {

    /** In octets. */
    static final int MAX_HEADER = 256 * 1_024;

    /** RFC 5321 §6.3 wants a limit of at least 100. */
    static final int MAX_HOPS = 100;

    private static final String RECEIVED = "received:";

    private boolean inHeader = true;
    private int size;
    private int hops;
    private int column;
    private int matched;

    /** Takes the next octet of a mail whose lines all end with CR LF. */
    void accept(byte octet) {
        if (!inHeader) {
            return;
        }
        size++;
        if (octet == '\n') {
            inHeader = column > 0;
            column = 0;
            matched = 0;
        } else if (octet != '\r') {
            match(octet);
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

    boolean tooBig() {
        return size > MAX_HEADER;
    }

    boolean looping() {
        return hops > MAX_HOPS;
    }
}
