package org.waybill.smtp.listener;

import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;

/**
 * The question of one step.
 *
 * @param step which
 * @param peer the client; at HELO and EHLO with the name that it gives
 * @param argument what the step is about, as {@link Step} says
 * @param sender MAIL FROM, from MAIL on; the null path before it
 * @param recipients those accepted so far; at RCPT without the one that the step is about
 */
public record StepRequest(Step step, Peer peer, String argument, ReversePath sender, List<MailAddress> recipients) {

    public StepRequest {
        recipients = List.copyOf(recipients);
    }

    /** Before a mail begins. */
    public StepRequest(Step step, Peer peer, String argument) {
        this(step, peer, argument, new ReversePath.Null(), List.of());
    }

    /** The same about a client whose name has been looked up. */
    public StepRequest withPeer(Peer known) {
        return new StepRequest(step, known, argument, sender, recipients);
    }
}
