package org.waybill.queue.core.expand;

import java.util.List;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.smtp.SmtpReply;

/** What a recipient expands to. */
public sealed interface ExpansionResult {

    /** How it came to that, in the order of the work. */
    List<ExpansionStep> steps();

    /** @param plans an envelope for each */
    record Expanded(RecipientPlans plans, List<ExpansionStep> steps) implements ExpansionResult {
        public Expanded {
            steps = List.copyOf(steps);
        }
    }

    /**
     * It leads nowhere, or nobody can tell now.
     *
     * @param reply a 4xx or 5xx reply for the client
     * @param reason for the log, never for the client
     */
    record Refused(SmtpReply reply, String reason, List<ExpansionStep> steps) implements ExpansionResult {
        public Refused {
            steps = List.copyOf(steps);
        }
    }
}
