package org.waybill.smtp;

import java.util.Locale;

/**
 * A mailbox as SMTP names it: local part and domain (RFC 5321 §4.1.2). The only way to get one is through the checks
 * here, so that whatever holds a {@code MailAddress} needs no checks of its own: no control character, CR, LF or NUL can
 * be inside, and the limits of §4.5.3.1 hold.
 *
 * @param localPart without the quotes that the wire form may need, case kept; 1 to 64 octets
 * @param domain a host name or an address literal in brackets, case kept; empty only for a recipient without a domain,
 *     such as {@code <postmaster>}; at most 255 octets
 */
public record MailAddress(String localPart, String domain) {

    static final int MAX_LOCAL_PART = 64;
    static final int MAX_DOMAIN = 255;

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

    /** Whether a text could stand behind the at sign, or in EHLO: a host name or an address literal, at most 255 octets. */
    public static boolean isDomain(String text) {
        return text.length() <= MAX_DOMAIN && AddressSyntax.isDomain(text);
    }

    /** The same local part at another domain. */
    public MailAddress withDomain(String newDomain) {
        return new MailAddress(localPart, newDomain);
    }

    /** The domain as it is compared and looked up: lower case. */
    public String domainKey() {
        return domain.toLowerCase(Locale.ROOT);
    }

    /** The wire form, with the local part quoted where it must be, and without brackets. */
    @Override
    public String toString() {
        String local = AddressSyntax.quoteIfNeeded(localPart);
        return domain.isEmpty() ? local : local + "@" + domain;
    }
}
