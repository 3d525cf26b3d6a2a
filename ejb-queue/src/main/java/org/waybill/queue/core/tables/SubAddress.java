package org.waybill.queue.core.tables;

/**
 * Sub-addressing: {@code user+tag} belongs to {@code user} (RFC 5233).
 *
 * @param delimiter what a tag begins with; in the first place it begins none
 */
public record SubAddress(char delimiter) {

    /** As everywhere. */
    public static final SubAddress PLUS = new SubAddress('+');

    /** The local part without its tag. */
    public String strip(String localPart) {
        int at = localPart.indexOf(delimiter);
        return at > 0 ? localPart.substring(0, at) : localPart;
    }

    /** The tag without its delimiter; empty without one. */
    public String tag(String localPart) {
        int at = localPart.indexOf(delimiter);
        return at > 0 ? localPart.substring(at + 1) : "";
    }
}
