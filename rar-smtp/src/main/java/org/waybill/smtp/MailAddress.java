package org.waybill.smtp;

/**
 * A mailbox as SMTP names it: local part and domain (RFC 5321 §4.1.2, RFC 6531 §3.3). The only way to get one is through
 * the checks here, so that whatever holds a {@code MailAddress} needs no checks of its own: no control character, CR, LF,
 * NUL or other end of a line can be inside, and the limits of RFC 5321 §4.5.3.1 hold for the address as it is sent, in
 * octets of UTF-8: 255 for the domain, 254 for the whole, which with its brackets is a path of 256. A local part may have more
 * than the 64 octets that everybody must take: senders made by machines (VERP, SRS) do.
 *
 * @param localPart without the quotes that the wire form may need, otherwise as it was sent: neither its case nor its
 *     composition of characters is changed
 * @param domain a host name, in A-labels or U-labels, or an address literal in brackets, as it was sent; empty only for a
 *     recipient without a domain, such as {@code <postmaster>}
 */
public record MailAddress(String localPart, String domain) {

    static final int MAX_DOMAIN = 255;
    static final int MAX_ADDRESS = 254;

    public MailAddress {
        AddressSyntax.check(localPart, domain);
    }

    /**
     * Reads an address as it stands between the angle brackets of a path, without a source route.
     *
     * @throws IllegalArgumentException if it is not an address, with a sentence that says what was expected
     */
    public static MailAddress parse(String text) {
        return AddressSyntax.parse(text);
    }

    /** Whether a text could stand behind the at sign: a host name or an address literal, at most 255 octets. */
    public static boolean isDomain(String text) {
        return AddressSyntax.isDomain(text);
    }

    /** The same local part at another domain. */
    public MailAddress withDomain(String newDomain) {
        return new MailAddress(localPart, newDomain);
    }

    /** Whether it can be sent to a server that does not offer SMTPUTF8 (RFC 6531 §3.2). */
    public boolean isAscii() {
        return AddressSyntax.isAscii(localPart) && AddressSyntax.isAscii(domain);
    }

    /**
     * The domain as it is compared and looked up: in lower case, a host name in A-labels ({@link DomainName#toAscii}).
     * An address with it is as good an address.
     */
    public String domainKey() {
        return domain.isEmpty() ? "" : AddressSyntax.key(domain);
    }

    /** The wire form, with the local part quoted where it must be, and without brackets. */
    @Override
    public String toString() {
        String local = AddressSyntax.quoteIfNeeded(localPart);
        return domain.isEmpty() ? local : local + "@" + domain;
    }
}
