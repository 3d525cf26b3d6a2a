package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;

class AttemptsTest {

    private static final Instant SOON = Instant.parse("2026-03-01T12:00:15Z");
    private static final Outcome LATER = new Outcome.Deferred("relay a", "451 4.4.1 Later");
    private static final Outcome NEVER = new Outcome.Failed("relay b", "550 5.7.30 Never");

    private final Attempts attempts = new Attempts();

    @Test
    void whatMayPassCountsMoreThanWhatWillNot() {
        attempts.failed(LATER);
        attempts.failed(NEVER);
        assertEquals(LATER, attempts.sum());
    }

    @Test
    void nothingTriedIsNoAttempt() {
        attempts.passed(SOON.plusSeconds(60), ReplyLine.ours("451 4.4.1 b rests"));
        attempts.passed(SOON, ReplyLine.ours("451 4.4.1 a rests"));
        assertEquals(new Outcome.Postponed("relay", "451 4.4.1 a rests", SOON), attempts.sum());
    }

    @Test
    void aHostThatRestsMayYetTakeWhatAnotherOneNeverWill() {
        attempts.failed(NEVER);
        attempts.passed(SOON, ReplyLine.ours("451 4.4.1 a rests"));
        assertEquals(new Outcome.Postponed("relay", "451 4.4.1 a rests", SOON), attempts.sum());
    }

    @Test
    void onlyWhatWillNotPassFails() {
        attempts.failed(NEVER);
        assertEquals(NEVER, attempts.sum());
    }

    @Test
    void whatWasTriedIsAnAttempt() {
        attempts.failed(LATER);
        attempts.passed(SOON, ReplyLine.ours("451 4.4.1 a rests"));
        assertEquals(LATER, attempts.sum());
    }

    @Test
    void aHostOfWhichSomethingIsNotKnownMayYetTakeWhatAnotherOneNeverWill() {
        attempts.failed(NEVER);
        attempts.missed(ReplyLine.ours("451 4.4.3 Cannot look up c"));
        assertEquals(new Outcome.Deferred("relay", "451 4.4.3 Cannot look up c"), attempts.sum());
    }

    /** Where a host is free again in a second, the mail waits no longer for one that cannot be looked up. */
    @Test
    void whatCouldNotBeTriedIsNoAttempt() {
        attempts.missed(ReplyLine.ours("451 4.4.3 Cannot look up c"));
        attempts.passed(SOON, ReplyLine.ours("451 4.4.1 a rests"));
        assertEquals(new Outcome.Postponed("relay", "451 4.4.1 a rests", SOON), attempts.sum());
        attempts.failed(LATER);
        assertEquals(LATER, attempts.sum());
    }

    @Test
    void nobodyAtAllIsTemporary() {
        assertEquals(new Outcome.Deferred("relay", "451 4.4.4 There is no host to relay to"), attempts.sum());
    }
}
