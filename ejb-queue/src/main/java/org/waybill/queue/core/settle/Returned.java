package org.waybill.queue.core.settle;

import org.waybill.queue.core.deliver.BodyScan;

/**
 * What a report gives back of the original.
 *
 * @param type its media type; empty if there is nothing to give back
 * @param encoding its content transfer encoding
 * @param content in that encoding, one character for each octet
 */
record Returned(String type, String encoding, String content) {

    static Returned nothing() {
        return new Returned("", "", "");
    }

    /**
     * The header alone. As a text it can be encoded, whatever it holds (RFC 6522 §4); that of an international mail is of a
     * type that few would decode (RFC 6533 §6).
     *
     * @param octets one character each
     * @param international whether the mail was declared to be one with UTF-8 in its header (RFC 6531)
     */
    static Returned header(String octets, BodyScan scan, boolean international) {
        if (octets.isEmpty()) {
            return nothing();
        }
        return international && scan.eightBit() && scan.clean()
                ? new Returned("message/global-headers", "8bit", octets)
                : new Returned("text/rfc822-headers", "quoted-printable", QuotedPrintable.encode(octets));
    }

    /**
     * All of it, which cannot be encoded (RFC 2046 §5.2.1): it must be clean.
     *
     * @param octets one character each
     */
    static Returned whole(String octets, BodyScan scan, boolean international) {
        return new Returned(
                international && scan.eightBitHeader() ? "message/global" : "message/rfc822",
                scan.eightBit() ? "8bit" : "7bit",
                octets);
    }

    boolean isNothing() {
        return type.isEmpty();
    }
}
