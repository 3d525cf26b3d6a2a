package org.waybill.queue.core.relay;

/** What a connection to a next hop demands of TLS. */
public sealed interface TlsTerms {

    /** Plain text, whatever is offered. */
    record Never() implements TlsTerms {}

    /** STARTTLS when offered, with any certificate; where the handshake fails, once more in plain text. */
    record IfOffered() implements TlsTerms {}

    /** STARTTLS or nothing. */
    record ByStartTls(Trust trust) implements TlsTerms {}

    /** TLS from the first octet (RFC 8314). */
    record FromTheStart(Trust trust) implements TlsTerms {}
}
