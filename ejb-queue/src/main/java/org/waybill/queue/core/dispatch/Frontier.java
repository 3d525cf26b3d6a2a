package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * How far claims have come. Mail that is left out, however much, stands before what can leave; so a claim looks from where
 * the one before it ended, and what is left out is passed once and not with every claim. A second look goes after it, a
 * stretch at a time and seldom, over what was passed: mail may have become visible late, may be left out no longer, or must
 * be looked at because it expires.
 */
final class Frontier {

    /** A mail can be seen a little later than it is due, when its transaction has ended. */
    private static final Duration LATE = Duration.ofSeconds(2);

    /** Between two second looks at everything. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** Second looks must not be all there is done: one part of so many. */
    private static final int PARTS = 20;

    private Instant front = Instant.EPOCH;
    private Instant back = Instant.EPOCH;
    private Instant nextBack = Instant.EPOCH;
    private boolean hurry;

    /** Where the next claim begins. */
    Instant front() {
        return front;
    }

    /** Every claim looks at everything, since nothing is left out; or the next one does, since the clock went back. */
    void everything() {
        front = Instant.EPOCH;
        back = Instant.EPOCH;
        nextBack = Instant.EPOCH;
        hurry = false;
    }

    /** Much of what was passed may leave now: the second look begins at once, and does not rest before it has seen all. */
    void hurry() {
        back = Instant.EPOCH;
        hurry = true;
    }

    /** @param reached nothing but what was left out is due before this time */
    void advanced(Instant reached, Instant now) {
        Instant safe = now.minus(LATE);
        Instant next = reached.isBefore(safe) ? reached : safe;
        if (next.isAfter(front)) {
            front = next;
        }
    }

    /** Whether it is time for a stretch of the second look. */
    boolean looksBack(Instant now) {
        return back.isBefore(front) && (hurry || !now.isBefore(nextBack));
    }

    /** Where that begins. */
    Instant back() {
        return back;
    }

    /**
     * A stretch was looked at.
     *
     * @param reached nothing but what is left out is due before this time
     * @param began when the look began
     * @param ended when it ended
     */
    void lookedBack(Instant reached, Instant began, Instant ended) {
        back = later(reached, back);
        nextBack = ended.plus(Duration.between(began, ended).multipliedBy(PARTS));
        if (!back.isBefore(front)) {
            back = Instant.EPOCH;
            hurry = false;
            nextBack = later(nextBack, ended.plus(REST));
        }
    }

    /** What the last look found stays where it is, and behind it there is other mail. */
    void passesOn() {
        back = back.plusMillis(1);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
