package org.waybill.queue.core.envelope;

import org.waybill.smtp.MailAddress;

/**
 * One end of the expansion of one recipient, decided at RCPT TO; becomes an envelope when the mail is accepted.
 *
 * @param recipient as given in RCPT TO, with a domain
 * @param destination where expansion led
 * @param user the local user name
 * @param ending whether the way ends there, or at a command or file of the user's
 * @param action the action's name
 */
public record RecipientPlan(
        MailAddress recipient, MailAddress destination, String user, Ending ending, ActionName action) {

    /** A way that ends at the destination's address, which has no sub-address. */
    public RecipientPlan(MailAddress recipient, MailAddress destination, String user, ActionName action) {
        this(recipient, destination, user, new Ending.Address(""), action);
    }
}
