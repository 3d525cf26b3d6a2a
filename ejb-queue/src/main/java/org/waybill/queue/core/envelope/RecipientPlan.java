package org.waybill.queue.core.envelope;

import org.waybill.smtp.MailAddress;

/**
 * What rules and expansion decided about one recipient at RCPT TO; becomes an envelope when the mail is accepted.
 *
 * @param recipient as given in RCPT TO, with a domain
 * @param destination where expansion led
 * @param user the local user name
 * @param action the action's name
 */
public record RecipientPlan(MailAddress recipient, MailAddress destination, String user, ActionName action) {}
