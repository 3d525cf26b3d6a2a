package org.waybill.queue.core.settle;

import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;

/** What the rules say today about a report to a sender, as if it came from a local client. */
public interface BounceRoute {

    /** @param report the id that the report will have */
    Answer to(MailAddress sender, MessageId report);

    /** Yes, no, or "could not look up". */
    sealed interface Answer {

        /** The report goes there. */
        record Planned(RecipientPlans plans) implements Answer {}

        /**
         * No rule takes mail for the sender; the report is not sent.
         *
         * @param reply why, in one line
         */
        record Refused(String reply) implements Answer {}

        /**
         * Nothing is decided; try again later.
         *
         * @param reason for the log
         */
        record Unavailable(String reason) implements Answer {}
    }
}
