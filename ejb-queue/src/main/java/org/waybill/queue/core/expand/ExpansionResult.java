package org.waybill.queue.core.expand;

import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.smtp.SmtpReply;

/** What a recipient expands to. */
public sealed interface ExpansionResult {

    /** @param plans an envelope for each */
    record Expanded(RecipientPlans plans) implements ExpansionResult {}

    /**
     * It leads nowhere, or nobody can tell now.
     *
     * @param reply a 4xx or 5xx reply for the client
     * @param reason for the log, never for the client
     */
    record Refused(SmtpReply reply, String reason) implements ExpansionResult {}
}
