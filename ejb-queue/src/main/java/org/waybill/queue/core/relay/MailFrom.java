package org.waybill.queue.core.relay;

import java.util.Optional;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;

/**
 * What {@code mail-from} puts in place of a sender: {@code user@domain}, {@code @domain} or {@code user}. What it does not
 * have stays as it was.
 *
 * @param user a local part without quotes; empty to keep it
 * @param domain a domain; empty to keep it; one of both is not empty
 */
public record MailFrom(String user, String domain) {

    private static final String ANY_DOMAIN = "@x";

    /** @throws IllegalArgumentException if it is none of the three, with a sentence */
    public static MailFrom parse(String text) {
        if (text.startsWith("@") && isSendable(text.substring(1))) {
            return new MailFrom("", text.substring(1));
        }
        try {
            boolean whole = text.indexOf('@') >= 0;
            MailAddress address = MailAddress.parse(whole ? text : text + ANY_DOMAIN);
            MailFrom from = new MailFrom(address.localPart(), whole ? address.domain() : "");
            if (isUrlText(from.toString())) {
                return from;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // the sentence below says more
        }
        throw new IllegalArgumentException(
                "expected user@domain, @domain or user in place of the sender, not '" + text + "'");
    }

    private static boolean isSendable(String domain) {
        return MailAddress.isDomain(domain) && isUrlText(domain);
    }

    /** It may stand in a URL, where these characters end it. */
    private static boolean isUrlText(String text) {
        return text.chars().noneMatch(c -> c <= ' ' || c == '&' || c == ',' || c == 0x7f);
    }

    /** The sender instead of this one; the null sender stays. Empty if both together make no address. */
    public Optional<ReversePath> instead(ReversePath sender) {
        if (!(sender instanceof ReversePath.From from)) {
            return Optional.of(sender);
        }
        try {
            return Optional.of(new ReversePath.From(new MailAddress(
                    user.isEmpty() ? from.address().localPart() : user,
                    domain.isEmpty() ? from.address().domain() : domain)));
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }

    /** As it is written. */
    @Override
    public String toString() {
        if (user.isEmpty()) {
            return "@" + domain;
        }
        MailAddress shown = new MailAddress(user, domain.isEmpty() ? "x" : domain);
        String text = shown.toString();
        return domain.isEmpty() ? text.substring(0, text.length() - ANY_DOMAIN.length()) : text;
    }
}
