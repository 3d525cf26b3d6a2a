package org.waybill.smtp.listener;

import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;

/**
 * The question of one RCPT TO.
 *
 * @param transaction the id of the mail transaction under way
 * @param peer the client
 * @param sender MAIL FROM
 * @param recipient RCPT TO; a recipient without a domain has an empty one
 * @param declaredSize the SIZE parameter of MAIL FROM in octets (RFC 1870), 0 when it was not given
 */
public record RecipientRequest(
        MessageId transaction, Peer peer, ReversePath sender, MailAddress recipient, long declaredSize) {}
