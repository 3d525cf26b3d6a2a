package org.waybill.smtp.session.sasl;

import java.time.Duration;

/**
 * How often something has failed, and whether it is locked for it. Times are those of {@link System#nanoTime}, of which
 * only differences mean anything.
 *
 * @param failures within the window, or since the first lock
 * @param lockedUntil in the past when it is not locked
 * @param forgottenAt when it counts no longer
 */
record FailureTally(int failures, long lockedUntil, long forgottenAt) {

    /** Failures count together when the last comes at most so long after the first. */
    static final Duration WINDOW = Duration.ofMinutes(15);

    /** No nuisance for a user who has found his password meanwhile. */
    static final Duration FIRST_LOCK = Duration.ofMinutes(1);

    /** A guesser is left with a try an hour. */
    static final Duration LONGEST_LOCK = Duration.ofHours(1);

    /** After as many doublings the lock is the longest. */
    private static final int DOUBLINGS = 6;

    /** One whose window begins now. */
    static FailureTally starting(int failures, long now) {
        return new FailureTally(failures, now, now + WINDOW.toNanos());
    }

    /** The highest count; more would lock no longer. */
    static int most(int limit) {
        return limit + DOUBLINGS;
    }

    /** After another failure. */
    FailureTally failed(int limit, long now) {
        int sum = Math.min(failures + 1, most(limit));
        if (sum < limit) {
            return new FailureTally(sum, lockedUntil, forgottenAt);
        }
        long doubled = FIRST_LOCK.toNanos() << (sum - limit);
        long end = now + Math.min(doubled, LONGEST_LOCK.toNanos());
        return new FailureTally(sum, end, end + WINDOW.toNanos());
    }

    boolean isLocked(long now) {
        return now - lockedUntil < 0;
    }

    boolean isForgotten(long now) {
        return now - forgottenAt >= 0;
    }
}
