package org.waybill.smtp.listener;

import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

/**
 * The question of one RCPT TO.
 *
 * @param transaction the id of the mail transaction under way
 * @param peer the client
 * @param sender MAIL FROM
 * @param mail what stood behind it
 * @param recipient RCPT TO; a recipient without a domain has an empty one
 * @param rcpt what stood behind it
 */
public record RecipientRequest(
        MessageId transaction,
        Peer peer,
        ReversePath sender,
        MailParameters mail,
        MailAddress recipient,
        RcptParameters rcpt) {}
