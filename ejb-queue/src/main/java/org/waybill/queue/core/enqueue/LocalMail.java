package org.waybill.queue.core.enqueue;

import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MessageBody;

/**
 * A mail that comes from inside of this server.
 *
 * @param user who sends it, empty if nobody knows
 * @param sender whom reports go to; without a domain it is at this server
 * @param parameters what MAIL FROM would say besides
 * @param recipients of the envelope; whom the header names does not count
 * @param content header and body
 * @param author the value of the From field if the header has none; empty for the sender's address
 * @param partial whether to send it to those recipients that are good even if others are not
 */
public record LocalMail(
        String user,
        ReversePath sender,
        MailParameters parameters,
        List<Recipient> recipients,
        MessageBody content,
        String author,
        boolean partial) {

    public LocalMail {
        recipients = List.copyOf(recipients);
        if (hasLineEnd(user) || hasLineEnd(author)) {
            throw new IllegalArgumentException("neither a user's name nor a From field has a line end or a NUL");
        }
    }

    /** The same from another sender. */
    public LocalMail withSender(ReversePath other) {
        return new LocalMail(user, other, parameters, recipients, content, author, partial);
    }

    /** Whether the sender says when to be told of what becomes of it (RFC 3461). */
    public boolean asksForReports() {
        return !parameters.equals(MailParameters.NONE)
                || recipients.stream()
                        .anyMatch(recipient -> !recipient.parameters().equals(RcptParameters.NONE));
    }

    /** Whether it may go to servers that do not offer SMTPUTF8. */
    public boolean hasAsciiEnvelope() {
        return recipients.stream().allMatch(recipient -> recipient.address().isAscii())
                && !(sender instanceof ReversePath.From from && !from.address().isAscii());
    }

    private static boolean hasLineEnd(String text) {
        return text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
    }

    /** @param parameters what RCPT TO would say besides */
    public record Recipient(MailAddress address, RcptParameters parameters) {}
}
