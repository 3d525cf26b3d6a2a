package org.waybill.queue.core.envelope;

import java.time.Duration;
import java.time.Instant;

/**
 * One delivery attempt, for the history: what was tried, with which revision, and what came out.
 *
 * @param number from 1; of the attempt before, maybe 0, where nothing was tried
 * @param startedAt when
 * @param duration how long
 * @param revision the configuration's revision that resolved the action's name
 * @param target the resolved target, for people: {@code maildir /var/mail/demo}, {@code relay smtp://mx.example.org:25}
 * @param result what became of it
 * @param reply the answer in one line: code, enhanced status, text
 */
public record Attempt(
        int number, Instant startedAt, Duration duration, long revision, String target, Result result, String reply) {

    /** The kinds of results. */
    public enum Result {
        DELIVERED,
        DEFERRED,
        FAILED,
        HELD,
        EXPIRED,
        DELETED,
        /** Nothing was tried, because the way was closed: no attempt, and no line in the history. */
        POSTPONED;

        /** Whether it is an attempt that is counted and remembered. */
        public boolean counts() {
            return this != POSTPONED;
        }
    }
}
