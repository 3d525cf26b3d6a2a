package org.waybill.queue.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.SignInUnavailableException;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.rules.AddressKey;
import org.waybill.queue.core.submit.FromFields;
import org.waybill.queue.core.submit.HeaderEdit;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;

/**
 * {@code senders … masquerade}: a header in which the From field names nobody but whom the user may send as.
 * Whoever else stands there becomes the sender of MAIL FROM, which has been checked; display names stay.
 */
public final class Masquerade implements HeaderEdit {

    private final Supplier<Configuration> current;

    public Masquerade(Supplier<Configuration> current) {
        this.current = current;
    }

    /** @throws SignInUnavailableException if the table of senders cannot be read */
    @Override
    public String edited(MailTransaction mail, String header) {
        Optional<SenderRule.Listed> rule = current.get()
                .listener(mail.peer().listener())
                .map(listener -> listener.submission().senders())
                .filter(SenderRule.Listed.class::isInstance)
                .map(SenderRule.Listed.class::cast)
                .filter(SenderRule.Listed::masquerade);
        boolean applies = rule.isPresent() && mail.peer().authenticated();
        return applies && mail.sender() instanceof ReversePath.From sender
                ? FromFields.replaced(
                        header,
                        address -> isAllowed(rule.get(), mail.peer().user(), address),
                        octets(sender.address().toString()))
                : header;
    }

    /** UTF-8, an octet a character. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAllowed(SenderRule.Listed rule, String user, String octets) {
        MailAddress address;
        try {
            address =
                    MailAddress.parse(new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
        LookupTable.Answer answer = AcceptSender.mayBe(rule, user, AddressKey.of(address));
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            throw new SignInUnavailableException(unavailable.reason());
        }
        return answer instanceof LookupTable.Answer.Found;
    }
}
