package org.waybill.smtp.listener;

import java.time.Instant;
import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

/**
 * One mail as the client handed it over.
 *
 * @param id shown to the client in the 250 reply
 * @param peer the client at the time of DATA
 * @param sender MAIL FROM
 * @param parameters what stood behind it
 * @param recipients those that were accepted, in the client's order, at least one
 * @param body what followed DATA, dots removed, or BDAT, with our Received header before it
 * @param receivedAt the end of the body
 */
public record MailTransaction(
        MessageId id,
        Peer peer,
        ReversePath sender,
        MailParameters parameters,
        List<Recipient> recipients,
        MessageBody body,
        Instant receivedAt) {

    public MailTransaction {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a mail has at least one recipient");
        }
    }

    /**
     * One accepted recipient.
     *
     * @param address as the client gave it
     * @param parameters what stood behind it
     * @param plan what the application returned in {@link RecipientVerdict.Accepted}
     */
    public record Recipient(MailAddress address, RcptParameters parameters, Object plan) {}
}
