package org.waybill.smtp.session;

/** How the octets behind DATA ended. */
public enum BodyOutcome {
    /** CR LF . CR LF, and nothing to object to. */
    COMPLETE,
    /**
     * A bare CR, a bare LF or a NUL: where the sender thinks the mail ends cannot be known (RFC 5321 §2.3.8). The end of
     * data was not waited for.
     */
    UNSAFE,
    /** More octets than the limit; read to the end. */
    TOO_BIG,
    /** A header section over {@link org.waybill.smtp.HeaderLimits#MAX_OCTETS}; read to the end. */
    HEADER_TOO_BIG,
    /** The first line is neither a header field nor empty; read to the end (RFC 5322 §2.1). */
    NO_HEADER,
    /** More Received fields than {@link org.waybill.smtp.HeaderLimits} allows: the mail goes in circles (RFC 5321 §6.3). */
    LOOP,
    /** Complete, but it could not be written to the spool. */
    NOT_SPOOLED
}
