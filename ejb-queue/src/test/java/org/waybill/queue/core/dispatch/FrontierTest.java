package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.LaneKey;

class FrontierTest {

    private static final LaneKey A = new LaneKey(new ActionName("out"), "a.example");
    private static final LaneKey B = new LaneKey(new ActionName("out"), "b.example");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Frontier frontier = new Frontier();
    private Instant now = START;

    /** A claim that reaches a time and takes a while; returns where it began. */
    private Instant claim(Instant reached, int millis, LaneKey... leftOut) {
        Instant from = frontier.next(Set.of(leftOut), now);
        frontier.claimed(reached, now, now.plusMillis(millis));
        return from;
    }

    @Test
    void whereNothingIsLeftOutEveryClaimLooksAtEverything() {
        assertEquals(Instant.EPOCH, claim(now.minusSeconds(60), 0));
        assertEquals(Instant.EPOCH, claim(now.minusSeconds(60), 0));
    }

    @Test
    void whatIsLeftOutIsPassedOnce() {
        assertEquals(Instant.EPOCH, claim(now.minusSeconds(60), 0, A));
        assertEquals(now.minusSeconds(60), claim(now.minusSeconds(50), 0, A));
        assertEquals(now.minusSeconds(50), claim(now, 0, A, B));
        assertEquals(now.minusSeconds(2), claim(now, 0, A, B), "what is just due may not be seen yet");
    }

    @Test
    void fromTimeToTimeAClaimLooksAtEverything() {
        claim(now, 0, A);
        now = START.plusMillis(9_999);
        assertEquals(START.minusSeconds(2), claim(now, 0, A));
        now = START.plusSeconds(10);
        assertEquals(Instant.EPOCH, claim(now, 0, A));
    }

    @Test
    void toLookAtEverythingIsNotAllThereIsDone() {
        claim(now, 1000, A);
        now = START.plusMillis(19_999);
        assertEquals(START.minusSeconds(2), claim(now, 500, A, B));
        now = START.plusSeconds(20);
        assertEquals(Instant.EPOCH, claim(now, 500, A, B), "it had taken a second");
    }

    @Test
    void whatIsLeftOutNoLongerIsLookedForAtOnceUnlessThatIsMuchWork() {
        claim(now, 10, A, B);
        now = START.plusMillis(199);
        assertEquals(START.minusSeconds(2), claim(now, 0, B));
        now = START.plusMillis(200);
        assertEquals(Instant.EPOCH, claim(now, 0, B));
        assertEquals(now.minusSeconds(2), claim(now, 0, B), "that was done");
    }
}
