package org.waybill.smtp.listener;

import org.waybill.smtp.MailParameters;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;

/**
 * The question of one MAIL FROM.
 *
 * @param peer the client, signed in
 * @param sender MAIL FROM
 * @param mail what stood behind it
 */
public record SenderRequest(Peer peer, ReversePath sender, MailParameters mail) {}
