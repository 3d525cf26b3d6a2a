package org.waybill.smtp.listener;

import org.waybill.smtp.SmtpReply;

/** The answer to one RCPT TO. */
public sealed interface RecipientVerdict {

    /**
     * The recipient is taken.
     *
     * @param plan whatever the application wants to see again in {@link MailTransaction.Recipient#plan}; the adapter
     *     does not look into it
     */
    record Accepted(Object plan) implements RecipientVerdict {}

    /**
     * The recipient is not taken.
     *
     * @param reply a 4xx or 5xx reply, sent as it is
     */
    record Refused(SmtpReply reply) implements RecipientVerdict {
        public Refused {
            if (reply.isPositive()) {
                throw new IllegalArgumentException("a refusal needs a 4xx or 5xx reply, not " + reply);
            }
        }
    }
}
