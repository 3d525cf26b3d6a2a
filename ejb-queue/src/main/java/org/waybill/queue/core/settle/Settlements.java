package org.waybill.queue.core.settle;

import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.StoredMessage;

/**
 * Closes the envelopes of one message that ended together: those that failed share one report to the sender. An envelope
 * never leaves the queue before that report is on disk; if it cannot be, the envelope stays for another attempt.
 */
public final class Settlements {

    private final Bounces bounces;
    private final DoubleSupplier random;
    private final DeliveryLog log;

    public Settlements(Bounces bounces, DoubleSupplier random, DeliveryLog log) {
        this.bounces = bounces;
        this.random = random;
        this.log = log;
    }

    /** One settlement for each end, in their order. */
    public List<Settlement> of(StoredMessage message, List<EndOfAttempt> ends, long leaseToken, Instant now) {
        List<EndOfAttempt> failed =
                ends.stream().filter(end -> end.step().failed()).toList();
        if (failed.isEmpty()) {
            return settled(ends, leaseToken, null, step -> step);
        }
        Bounces.Answer answer =
                bounces.report(message, failed.stream().map(FailedRecipient::of).toList(), now);
        if (answer instanceof Bounces.Answer.Made made) {
            return settled(ends, leaseToken, made.bounce(), step -> step);
        }
        if (answer instanceof Bounces.Answer.NotWanted notWanted) {
            return settled(ends, leaseToken, null, step -> step.remarked(notWanted.remark()));
        }
        if (answer instanceof Bounces.Answer.NotNow notNow) {
            log.bouncePostponed(message, notNow.reason());
            return postponed(ends, leaseToken, now);
        }
        throw new AssertionError(answer);
    }

    private List<Settlement> postponed(List<EndOfAttempt> ends, long leaseToken, Instant now) {
        return ends.stream()
                .map(end -> end.step().failed() ? end.with(postponed(end, now)) : end)
                .map(end -> end.settlement(leaseToken, null))
                .toList();
    }

    private NextStep postponed(EndOfAttempt end, Instant now) {
        return end.step()
                .postponed(
                        now,
                        RetrySchedule.LOCAL.delayAfter(end.envelope().attempts() + 1, random),
                        "the sender cannot be told yet");
    }

    private static List<Settlement> settled(
            List<EndOfAttempt> ends,
            long leaseToken,
            @Nullable QueuedMail bounceOrNull,
            UnaryOperator<NextStep> whenFailed) {
        return ends.stream()
                .map(end -> end.step().failed()
                        ? end.with(whenFailed.apply(end.step())).settlement(leaseToken, bounceOrNull)
                        : end.settlement(leaseToken, null))
                .toList();
    }
}
