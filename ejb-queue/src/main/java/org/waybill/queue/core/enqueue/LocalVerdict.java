package org.waybill.queue.core.enqueue;

import java.util.List;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;

/** What became of a {@link LocalMail}. */
public sealed interface LocalVerdict {

    /** Those recipients that the mail does not go to. */
    List<Refusal> refusals();

    /**
     * What is not taken, and why.
     *
     * @param recipient empty if it is about the mail as a whole
     * @param reply what a client would have been told
     */
    record Refusal(String recipient, SmtpReply reply) {}

    /**
     * In the queue, once the transaction commits.
     *
     * @param refusals empty unless the caller allowed some
     */
    record Queued(MailTransaction mail, List<Refusal> refusals) implements LocalVerdict {

        public Queued {
            refusals = List.copyOf(refusals);
        }
    }

    /** Not in the queue for anybody. */
    record Refused(List<Refusal> refusals) implements LocalVerdict {

        public Refused {
            refusals = List.copyOf(refusals);
        }

        /** Whether the same mail may be taken later: not if one of the reasons is there to stay. */
        public boolean temporary() {
            return refusals.stream().allMatch(refusal -> refusal.reply().isTransient());
        }
    }
}
