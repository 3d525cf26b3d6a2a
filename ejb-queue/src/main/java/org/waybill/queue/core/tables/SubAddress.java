package org.waybill.queue.core.tables;

/** Sub-addressing: {@code user+tag} belongs to {@code user} (RFC 5233). */
public final class SubAddress {

    private static final char DELIMITER = '+';

    private SubAddress() {}

    /** The local part without its tag; a delimiter in the first place starts no tag. */
    public static String strip(String localPart) {
        int delimiter = localPart.indexOf(DELIMITER);
        return delimiter > 0 ? localPart.substring(0, delimiter) : localPart;
    }
}
