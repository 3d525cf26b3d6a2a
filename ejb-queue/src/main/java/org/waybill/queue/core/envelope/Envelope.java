package org.waybill.queue.core.envelope;

import java.time.Instant;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

/**
 * One recipient of one message on its way.
 *
 * <p>Life: made QUEUED and due at once when its message is accepted; LEASED while one node works on it; after an attempt
 * QUEUED again with a later due time, or HELD, or gone (delivered, or bounced, with a row in the history). An envelope
 * has an action <em>name</em> and not one parameter of the action: what the name means is looked up at each attempt, so an
 * edited action reaches queued mail at its next attempt. That is why recipient and user are both kept whatever the action
 * is now: a relay may become a local delivery while the mail waits, and back.
 *
 * @param id never changes
 * @param sender where a bounce goes
 * @param recipient as given in RCPT TO, with a domain
 * @param parameters what its sender wants to be told about this recipient
 * @param destination where expansion led; equal to the recipient when nothing was expanded
 * @param user the local user name: the destination's local part, lower case, without sub-address
 * @param ending whether the action delivers there, or a command or file of the user's takes the mail
 * @param action the name that the rules chose
 * @param state see {@link EnvelopeState}
 * @param holdReason why it is HELD, else empty
 * @param attempts finished attempts
 * @param created when the message was accepted
 * @param due not before this time
 * @param warned of what waits until then its sender has been told, or need not be
 * @param lastResult the last attempt's reply in one line, empty before the first
 */
public record Envelope(
        EnvelopeId id,
        ReversePath sender,
        MailAddress recipient,
        RcptParameters parameters,
        MailAddress destination,
        String user,
        Ending ending,
        ActionName action,
        EnvelopeState state,
        String holdReason,
        int attempts,
        Instant created,
        Instant due,
        Instant warned,
        String lastResult) {

    /** Whether it goes to another address than its sender gave. */
    public boolean isForwarded() {
        return !destination.equals(recipient);
    }

    /** A new envelope, due at once. */
    public static Envelope created(
            EnvelopeId id, ReversePath sender, RecipientPlan plan, RcptParameters parameters, Instant now) {
        return new Envelope(
                id,
                sender,
                plan.recipient(),
                parameters,
                plan.destination(),
                plan.user(),
                plan.ending(),
                plan.action(),
                EnvelopeState.QUEUED,
                "",
                0,
                now,
                now,
                now,
                "");
    }
}
