package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * How far claims have come. While mail is left out, however much, it stands before what can leave; so a claim looks from
 * where the one before it ended, and what is left out is passed once and not with every claim. From time to time a claim
 * looks at everything again: mail may have come late, may be left out no longer, or must be looked at because it expires.
 */
final class Frontier {

    /** A mail can be seen a little later than it is due, when its transaction has ended. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** To look at everything must not be all there is done: one part of so many. */
    private static final int PARTS = 20;

    private Set<LaneKey> leftOut = Set.of();
    private Instant from = Instant.EPOCH;
    private Instant began = Instant.EPOCH;
    private Duration took = Duration.ZERO;
    private boolean less;

    /**
     * Where the next claim begins.
     *
     * @param without what it will leave out
     */
    Instant next(Set<LaneKey> without, Instant now) {
        less |= !without.containsAll(leftOut);
        leftOut = Set.copyOf(without);
        Duration since = Duration.between(began, now);
        boolean rested = since.compareTo(took.multipliedBy(PARTS)) >= 0;
        if (without.isEmpty() || (rested && (less || since.compareTo(LONGEST) >= 0))) {
            from = Instant.EPOCH;
            began = now;
            less = false;
        }
        return from;
    }

    /**
     * A claim that began at {@link #next} has ended.
     *
     * @param reached nothing but what was left out is due before this time
     * @param now when it began
     * @param end when it ended
     */
    void claimed(Instant reached, Instant now, Instant end) {
        if (began.equals(now)) {
            took = Duration.between(now, end);
        }
        Instant safe = now.minus(LATE);
        Instant next = reached.isBefore(safe) ? reached : safe;
        if (next.isAfter(from)) {
            from = next;
        }
    }
}
