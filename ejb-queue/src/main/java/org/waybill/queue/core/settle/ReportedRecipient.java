package org.waybill.queue.core.settle;

import org.waybill.queue.core.action.RelayUrl;
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
 * @param status class 5 if it failed, else class 2
 * @param reply why, in one line
 * @param remoteHost the host that said so, empty if it was none or we ourselves
 */
public record ReportedRecipient(
        MailAddress recipient, String original, Notice notice, EnhancedStatus status, String reply, String remoteHost) {

    private static final String RELAY = "relay ";

    static ReportedRecipient of(EndOfAttempt end) {
        NextStep step = end.step();
        EnhancedStatus status =
                step.result() == Result.EXPIRED ? new EnhancedStatus(5, 4, 7) : ReplyText.status(step.reply());
        int classDigit = step.notice() == Notice.FAILED ? 5 : 2;
        return new ReportedRecipient(
                end.envelope().recipient(),
                end.envelope().parameters().originalRecipient(),
                step.notice(),
                new EnhancedStatus(classDigit, status.subject(), status.detail()),
                step.reply(),
                remoteHost(end.target()));
    }

    /** A target is a text for people; the host is known only where it is the URL of a relay. */
    private static String remoteHost(String target) {
        if (!target.startsWith(RELAY)) {
            return "";
        }
        try {
            return RelayUrl.parse(target.substring(RELAY.length())).host();
        } catch (IllegalArgumentException notAUrl) {
            return "";
        }
    }
}
