package org.waybill.queue.core.dispatch;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.waybill.queue.core.dispatch.Suspension.Kind;
import org.waybill.smtp.DomainName;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;

/**
 * The form in which what is suspended is compared with mail: in lower case, domains in A-labels. An internationalised domain
 * may be written either way, by who suspends it as by who sends the mail.
 */
public final class SuspensionKey {

    private static final String NOBODY = "<>";

    private SuspensionKey() {}

    /**
     * Of what somebody wrote.
     *
     * @throws IllegalArgumentException with a sentence if no mail could be meant by it
     */
    public static String of(Kind kind, String value) {
        return switch (kind) {
            case ACTION, ROUTE -> value;
            case DOMAIN -> domain(value);
            case SENDER -> sender(value);
        };
    }

    /** Of one in force; it may be older than the checks, and then no mail is meant by it. */
    public static String of(Suspension suspension) {
        try {
            return of(suspension.kind(), suspension.value());
        } catch (IllegalArgumentException e) {
            return suspension.value();
        }
    }

    /** How senders may have written what is suspended: domains in either form. */
    public static Set<String> spellings(Suspension suspension) {
        String key = of(suspension);
        int domain = key.lastIndexOf('@') + 1;
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(key);
        spellings.add(key.substring(0, domain) + DomainName.toUnicode(key.substring(domain)));
        return spellings;
    }

    private static String domain(String value) {
        if (!MailAddress.isDomain(value)) {
            throw new IllegalArgumentException("\"" + value + "\" is no domain such as example.org");
        }
        return new MailAddress("x", value).domainKey();
    }

    private static String sender(String value) {
        if (value.equals(NOBODY)) {
            return value;
        } else if (value.startsWith("@")) {
            return "@" + domain(value.substring(1));
        }
        try {
            MailAddress address = MailAddress.parse(value);
            if (!address.domain().isEmpty()) {
                return of(address);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(noSender(value), e);
        }
        throw new IllegalArgumentException(noSender(value));
    }

    private static String noSender(String value) {
        return "\"" + value + "\" is no sender: an address such as joe@example.org, @example.org or <>";
    }

    private static String of(MailAddress address) {
        return address.withDomain(address.domainKey()).toString().toLowerCase(Locale.ROOT);
    }

    static String ofSender(ReversePath sender) {
        return sender instanceof ReversePath.From from ? of(from.address()) : NOBODY;
    }

    static String ofSenderDomain(ReversePath sender) {
        return sender instanceof ReversePath.From from ? "@" + from.address().domainKey() : NOBODY;
    }
}
