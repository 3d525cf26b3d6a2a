package org.waybill.queue.core.relay;

import java.time.Instant;
import java.util.Optional;
import org.waybill.queue.core.relay.RelayOptions.Sender;
import org.waybill.smtp.ReversePath;

/** Who a mail is from at the next hop. */
public final class OutgoingSender {

    private OutgoingSender() {}

    /**
     * The sender: that of the URL, else what the action makes of the one that the mail came with. The null sender always
     * stays: nobody shall be told of what becomes of a notice.
     *
     * @param forwardedBy the domain of the recipient who forwards the mail, for SRS; empty if it is not forwarded
     * @param now dates rewritten senders
     * @return empty if what comes out is no address: a domain may be too long for a local part
     */
    public static Optional<ReversePath> of(
            Sender action, UrlOptions url, ReversePath sender, String forwardedBy, Instant now) {
        if (!(sender instanceof ReversePath.From from)) {
            return Optional.of(sender);
        }
        if (!url.mailFrom().isEmpty()) {
            return MailFrom.parse(url.mailFrom()).instead(sender);
        }
        if (action instanceof Sender.Replaced replaced) {
            return MailFrom.parse(replaced.by()).instead(sender);
        }
        return action instanceof Sender.Rewritten srs && !forwardedBy.isEmpty()
                ? Optional.of(new ReversePath.From(srs.scheme().forward(from.address(), forwardedBy, now)))
                : Optional.of(sender);
    }
}
