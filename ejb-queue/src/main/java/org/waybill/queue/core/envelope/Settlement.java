package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of one attempt.
 *
 * @param envelope whose
 * @param leaseToken the lease under which it was worked on
 * @param attempt for the history
 * @param move what becomes of the envelope
 * @param bounceOrNull the report to its sender, stored in the same transaction; envelopes that ended together share
 *     one, which is then stored once
 */
public record Settlement(
        EnvelopeId envelope, long leaseToken, Attempt attempt, Move move, @Nullable QueuedMail bounceOrNull) {

    /** What becomes of an envelope. */
    public sealed interface Move {
        /** It leaves the queue. */
        record Remove() implements Move {}

        /**
         * It waits.
         *
         * @param warned whether that is told to its sender, who is not told again of a wait until then
         */
        record RetryAt(Instant due, boolean warned) implements Move {

            /** Nobody is told. */
            public RetryAt(Instant due) {
                this(due, false);
            }
        }

        /**
         * It is HELD.
         *
         * @param unknownAction whether only because its action's name is not defined
         */
        record Hold(String reason, boolean unknownAction) implements Move {}
    }

    public Optional<QueuedMail> bounce() {
        return Optional.ofNullable(bounceOrNull);
    }
}
