package org.waybill.queue.core.settle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.envelope.Attempt;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

/**
 * One envelope, and what was decided about it.
 *
 * @param envelope as it was before the attempt
 * @param startedAt when the attempt began
 * @param duration how long it took
 * @param revision of the configuration that resolved the action's name
 * @param target where it went, for people
 * @param expiry when the envelope expires
 * @param step what follows
 */
public record EndOfAttempt(
        Envelope envelope,
        Instant startedAt,
        Duration duration,
        long revision,
        String target,
        Instant expiry,
        NextStep step) {

    /** Decided without an attempt. */
    public static EndOfAttempt at(Instant now, Envelope envelope, long revision, NextStep step) {
        return new EndOfAttempt(envelope, now, Duration.ZERO, revision, "action " + envelope.action(), now, step);
    }

    /** Whether the sender is to be told how it ended. */
    public boolean toBeTold() {
        return step.notice().wantedBy(envelope.parameters());
    }

    EndOfAttempt with(NextStep other) {
        return new EndOfAttempt(envelope, startedAt, duration, revision, target, expiry, other);
    }

    Settlement settlement(long leaseToken, @Nullable QueuedMail bounceOrNull) {
        int number = envelope.attempts() + (step.result().counts() ? 1 : 0);
        Attempt attempt = new Attempt(
                number,
                startedAt,
                duration,
                revision,
                target,
                step.result(),
                step.line().text());
        return new Settlement(envelope.id(), leaseToken, attempt, step.move(), bounceOrNull);
    }
}
