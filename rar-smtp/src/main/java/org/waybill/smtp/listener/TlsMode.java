package org.waybill.smtp.listener;

/** How a listener uses TLS. */
public enum TlsMode {
    /** Plain text only. */
    NONE,
    /** STARTTLS is offered (RFC 3207). */
    OFFERED,
    /** STARTTLS is offered and mail is refused with 530 before it. */
    REQUIRED,
    /** TLS from the first octet (RFC 8314). */
    IMPLICIT
}
