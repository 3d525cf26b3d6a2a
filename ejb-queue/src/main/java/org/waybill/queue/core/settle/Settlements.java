package org.waybill.queue.core.settle;

import java.time.Duration;
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
 * Closes the envelopes of one message that ended together: those that the sender is to be told of share one report. A
 * failed envelope never leaves the queue before that report is on disk; if it cannot be, the envelope stays for another
 * attempt. A delivered one leaves in any case: to be delivered twice is worse than not to be told.
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
        List<EndOfAttempt> told = ends.stream().filter(EndOfAttempt::toBeTold).toList();
        if (told.isEmpty()) {
            return settled(ends, leaseToken, null, end -> end);
        }
        Bounces.Answer answer =
                bounces.report(message, told.stream().map(ReportedRecipient::of).toList(), now);
        if (answer instanceof Bounces.Answer.Made made) {
            return settled(ends, leaseToken, made.bounce(), end -> end);
        }
        if (answer instanceof Bounces.Answer.NotWanted notWanted) {
            return settled(ends, leaseToken, null, end -> end.with(end.step().remarked(notWanted.remark())));
        }
        if (answer instanceof Bounces.Answer.NotNow notNow) {
            logTrouble(message, told, notNow.reason());
            return settled(ends, leaseToken, null, end -> notYet(end, now));
        }
        throw new AssertionError(answer);
    }

    private void logTrouble(StoredMessage message, List<EndOfAttempt> told, String reason) {
        if (told.stream().anyMatch(Settlements::failed)) {
            log.bouncePostponed(message, reason);
        }
        if (!told.stream().allMatch(Settlements::failed)) {
            log.reportLost(message, reason);
        }
    }

    private static boolean failed(EndOfAttempt end) {
        return end.step().notice() == Notice.FAILED;
    }

    private EndOfAttempt notYet(EndOfAttempt end, Instant now) {
        Duration delay = RetrySchedule.LOCAL.delayAfter(end.envelope().attempts() + 1, random);
        if (!failed(end)) {
            return end.with(end.step().notTold(now.plus(delay), "the sender could not be told"));
        }
        return end.with(end.step().postponed(now, delay, "the sender cannot be told yet"));
    }

    /** @param whenTold what is to be done with those that the sender is to be told of */
    private static List<Settlement> settled(
            List<EndOfAttempt> ends,
            long leaseToken,
            @Nullable QueuedMail bounceOrNull,
            UnaryOperator<EndOfAttempt> whenTold) {
        return ends.stream()
                .map(end -> end.toBeTold()
                        ? whenTold.apply(end).settlement(leaseToken, bounceOrNull)
                        : end.settlement(leaseToken, null))
                .toList();
    }
}
