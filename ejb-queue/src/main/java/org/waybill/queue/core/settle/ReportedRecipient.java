package org.waybill.queue.core.settle;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * @param reply why, in one line
 * @param keptUntil when it expires; a report tells it of what is delayed
 * @param remoteHost the host that said so, empty if it was none or we ourselves
 */
public record ReportedRecipient(
        MailAddress recipient,
        String original,
        Notice notice,
        EnhancedStatus status,
        String reply,
        Instant keptUntil,
        String remoteHost) {

    /** {@code relay smtp://mx.example.org [192.0.2.1]:25 (plain text)}. */
    private static final Pattern RELAY = Pattern.compile("relay [a-z+]+://([^ ]+)(?: .*)?");

    static ReportedRecipient of(EndOfAttempt end) {
        NextStep step = end.step();
        EnhancedStatus status =
                step.result() == Result.EXPIRED ? new EnhancedStatus(5, 4, 7) : ReplyText.status(step.reply());
        return new ReportedRecipient(
                end.envelope().recipient(),
                end.envelope().parameters().originalRecipient(),
                step.notice(),
                new EnhancedStatus(classOf(step.notice()), status.subject(), status.detail()),
                step.reply(),
                end.expiry(),
                remoteHost(end.target()));
    }

    private static int classOf(Notice notice) {
        return switch (notice) {
            case FAILED -> 5;
            case DELAYED -> 4;
            case DELIVERED, RELAYED, NONE -> 2;
        };
    }

    /** A target is a text for people; the host is known only where it is that of a relay. */
    private static String remoteHost(String target) {
        Matcher relay = RELAY.matcher(target);
        return relay.matches() ? relay.group(1) : "";
    }
}
