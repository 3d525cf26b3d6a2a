package org.waybill.queue.core.settle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.DoubleSupplier;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Attempt.Result;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.Settlement.Move;

/**
 * What becomes of an envelope after an attempt.
 *
 * @param move where it goes
 * @param result what the history says
 * @param line the answer, and whose it is
 * @param notice what there is to tell the sender
 */
public record NextStep(Move move, Result result, ReplyLine line, Notice notice) {

    /**
     * A clock that jumps ahead must not expire a queue that was never tried: an envelope expires after this many attempts
     * at the earliest.
     */
    static final int ATTEMPTS_BEFORE_EXPIRY = 2;

    /** Until what expired without ever having been looked at is looked at once more. */
    static final Duration SECOND_LOOK = Duration.ofMinutes(1);

    /** A way that is said to be open again at once would be asked over and over. */
    static final Duration LEAST_REST = Duration.ofSeconds(1);

    static final String EXPIRED = "554 5.4.7 Envelope expired";

    /**
     * After an attempt with an action.
     *
     * @param envelope as it was before the attempt
     * @param definition what its action's name meant
     * @param now the end of the attempt
     * @param random yields 0 (inclusive) to 1 (exclusive), for the jitter
     */
    public static NextStep after(
            Outcome outcome, Envelope envelope, ActionDefinition definition, Instant now, DoubleSupplier random) {
        if (outcome instanceof Outcome.Delivered delivered) {
            return new NextStep(new Move.Remove(), Result.DELIVERED, delivered.line(), noticeOf(delivered.holder()));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new NextStep(new Move.Remove(), Result.FAILED, failed.line(), Notice.FAILED);
        }
        if (outcome instanceof Outcome.Held held) {
            return new NextStep(new Move.Hold(held.reply(), false), Result.HELD, held.line(), Notice.NONE);
        }
        if (outcome instanceof Outcome.Deferred deferred) {
            return afterDeferral(deferred.line(), envelope, definition, now, random);
        }
        if (outcome instanceof Outcome.Postponed postponed) {
            return afterPostponement(postponed, envelope, definition, now);
        }
        throw new AssertionError(outcome);
    }

    private static Notice noticeOf(Outcome.Holder holder) {
        return switch (holder) {
            case MAILBOX -> Notice.DELIVERED;
            case HOST -> Notice.RELAYED;
            case DSN_HOST -> Notice.NONE;
        };
    }

    private static NextStep afterDeferral(
            ReplyLine line, Envelope envelope, ActionDefinition definition, Instant now, DoubleSupplier random) {
        int attempts = envelope.attempts() + 1;
        Instant expiry = envelope.created().plus(definition.ttl());
        if (!now.isBefore(expiry) && attempts >= ATTEMPTS_BEFORE_EXPIRY) {
            return expired(line);
        }
        Instant planned = now.plus(definition.retry().delayAfter(attempts, random));
        // the last attempt comes when the envelope expires, not some hours later
        boolean last = now.isBefore(expiry) && planned.isAfter(expiry);
        return waiting(last ? expiry : planned, envelope, definition, Result.DEFERRED, line);
    }

    /**
     * No attempt is counted, so the retry schedule goes on where it was. A closed way does not keep mail for ever: what
     * waited long enough expires, but not when a clock that jumped shows it for the first time.
     */
    private static NextStep afterPostponement(
            Outcome.Postponed closed, Envelope envelope, ActionDefinition definition, Instant now) {
        Instant expiry = envelope.created().plus(definition.ttl());
        if (!now.isBefore(expiry)) {
            boolean seen = envelope.attempts() > 0 || !envelope.lastResult().isEmpty();
            Move again = new Move.RetryAt(now.plus(SECOND_LOOK));
            return seen ? expired(closed.line()) : new NextStep(again, Result.POSTPONED, closed.line(), Notice.NONE);
        }
        Instant soonest = now.plus(LEAST_REST);
        Instant until = closed.until().isBefore(soonest) ? soonest : closed.until();
        return waiting(until.isAfter(expiry) ? expiry : until, envelope, definition, Result.POSTPONED, closed.line());
    }

    private static NextStep waiting(
            Instant until, Envelope envelope, ActionDefinition definition, Result result, ReplyLine line) {
        // as the queue keeps it, or a time within the last millisecond would be warned of twice
        Instant due = until.truncatedTo(ChronoUnit.MILLIS);
        boolean warned = isTimeToWarn(definition, envelope, due);
        return new NextStep(new Move.RetryAt(due, warned), result, line, warned ? Notice.DELAYED : Notice.NONE);
    }

    /**
     * A warning is given by the last attempt before its time, not some hours later, and once: an administrator may have mail
     * tried more often, or hold it.
     */
    private static boolean isTimeToWarn(ActionDefinition definition, Envelope envelope, Instant due) {
        return definition.warnAfter().stream()
                .map(envelope.created()::plus)
                .anyMatch(time -> !envelope.warned().isAfter(time) && due.isAfter(time));
    }

    /** Nobody knows the action's name: the envelope is kept, by its name, until somebody does. */
    public static NextStep unknownAction(ActionName name) {
        String reason = "action '" + name + "' is not defined";
        return new NextStep(new Move.Hold(reason, true), Result.HELD, ReplyLine.ours(reason), Notice.NONE);
    }

    /**
     * It waited too long. It is we who say so, also where a host's last reply stands before it.
     *
     * @param last what held it up, may be empty
     */
    public static NextStep expired(ReplyLine last) {
        ReplyLine line = ReplyLine.ours(expiredAfter(last.text()), expiredAfter(last.toSender()));
        return new NextStep(new Move.Remove(), Result.EXPIRED, line, Notice.FAILED);
    }

    private static String expiredAfter(String cause) {
        // the cause is cut rather than the fact
        int room = ReplyText.MAX_LENGTH - EXPIRED.length() - 2;
        return cause.isEmpty() ? EXPIRED : cause.substring(0, Math.min(cause.length(), room)) + "; " + EXPIRED;
    }

    /** An administrator gave it up. */
    public static NextStep byAdministrator() {
        return new NextStep(
                new Move.Remove(),
                Result.FAILED,
                ReplyLine.ours("554 5.0.0 Given up by the administrator"),
                Notice.FAILED);
    }

    /** It would leave the queue, but its sender could not be told yet: it stays for another attempt. */
    NextStep postponed(Instant now, Duration delay, String reason) {
        return new NextStep(new Move.RetryAt(now.plus(delay)), Result.DEFERRED, with(reason), Notice.NONE);
    }

    /** The same with a remark behind the reply; nothing changes without one. */
    NextStep remarked(String remark) {
        return remark.isEmpty() ? this : new NextStep(move, result, with(remark), notice);
    }

    /**
     * The same, but its sender could not be told; if it waits, they may be when it is looked at again.
     *
     * @param soonest whoever cannot be told of a wait is not to be tried all the time
     */
    NextStep notTold(Instant soonest, String remark) {
        Move again = move instanceof Move.RetryAt retry
                ? new Move.RetryAt(retry.due().isBefore(soonest) ? soonest : retry.due())
                : move;
        return new NextStep(again, result, with(remark), notice);
    }

    private ReplyLine with(String remark) {
        String more = " (" + remark + ")";
        return new ReplyLine(line.text() + more, line.toSender() + more, line.remoteHost());
    }
}
