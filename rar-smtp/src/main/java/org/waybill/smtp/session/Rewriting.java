package org.waybill.smtp.session;

import java.util.Optional;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.ReversePath;

/** Addresses that an application puts in the place of a client's; what no client could have said is not taken from it. */
final class Rewriting {

    private Rewriting() {}

    static Optional<ReversePath> sender(String text, MailParameters mail) {
        return text.isEmpty()
                ? Optional.of(new ReversePath.Null())
                : recipient(text, mail)
                        .filter(address -> !address.domain().isEmpty())
                        .map(ReversePath.From::new);
    }

    static Optional<MailAddress> recipient(String text, MailParameters mail) {
        try {
            return Optional.of(MailAddress.parse(text)).filter(address -> address.isAscii() || mail.smtpUtf8());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
