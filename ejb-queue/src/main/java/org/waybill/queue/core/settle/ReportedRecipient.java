package org.waybill.queue.core.settle;

import java.time.Instant;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Attempt.Result;
import org.waybill.smtp.EnhancedStatus;
import org.waybill.smtp.MailAddress;

/**
 * One recipient that a report is about.
 *
 * @param recipient as the sender gave it, never what an alias made of it: a forwarding address is nobody's business
 * @param original ORCPT, empty if the sender did not give it
 * @param notice what became of it
 * @param status class 5 if it failed, class 4 if it is delayed, else class 2
 * @param reply why, and whose words these are
 * @param keptUntil when it expires; a report tells it of what is delayed
 */
public record ReportedRecipient(
        MailAddress recipient,
        String original,
        Notice notice,
        EnhancedStatus status,
        ReplyLine reply,
        Instant keptUntil) {

    static ReportedRecipient of(EndOfAttempt end) {
        NextStep step = end.step();
        EnhancedStatus status = step.result() == Result.EXPIRED
                ? new EnhancedStatus(5, 4, 7)
                : ReplyText.status(step.line().text());
        return new ReportedRecipient(
                end.envelope().recipient(),
                end.envelope().parameters().originalRecipient(),
                step.notice(),
                new EnhancedStatus(classOf(step.notice()), status.subject(), status.detail()),
                step.line(),
                end.expiry());
    }

    private static int classOf(Notice notice) {
        return switch (notice) {
            case FAILED -> 5;
            case DELAYED -> 4;
            case DELIVERED, RELAYED, NONE -> 2;
        };
    }
}
