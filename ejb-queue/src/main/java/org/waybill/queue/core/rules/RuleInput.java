package org.waybill.queue.core.rules;

import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;

/**
 * What a rule may ask about.
 *
 * @param peer the client
 * @param sender MAIL FROM
 * @param recipient RCPT TO, completed with our host name where it had no domain
 * @param declaredSize the SIZE parameter, 0 if none
 * @param forwarded whether the recipient came out of an alias or a .forward file: then it counts as mail from this server,
 *     wherever the client is
 */
public record RuleInput(Peer peer, ReversePath sender, MailAddress recipient, long declaredSize, boolean forwarded) {}
