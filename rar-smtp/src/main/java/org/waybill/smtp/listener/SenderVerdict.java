package org.waybill.smtp.listener;

import org.waybill.smtp.SmtpReply;

/** The answer to one MAIL FROM. */
public sealed interface SenderVerdict {

    /** The client may send as this sender. */
    record Accepted() implements SenderVerdict {}

    /**
     * It may not.
     *
     * @param reply a 4xx or 5xx reply, sent as it is
     */
    record Refused(SmtpReply reply) implements SenderVerdict {
        public Refused {
            if (reply.isPositive()) {
                throw new IllegalArgumentException("a refusal needs a 4xx or 5xx reply, not " + reply);
            }
        }
    }
}
