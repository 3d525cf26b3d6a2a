package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrontierTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Frontier frontier = new Frontier();

    @Test
    void claimsGoOnWhereTheLastOneEnded() {
        assertEquals(Instant.EPOCH, frontier.front());
        frontier.advanced(START.minusSeconds(60), START);
        assertEquals(START.minusSeconds(60), frontier.front());
        frontier.advanced(START.minusSeconds(90), START);
        assertEquals(START.minusSeconds(60), frontier.front(), "never back");
        frontier.advanced(START, START);
        assertEquals(START.minusSeconds(2), frontier.front(), "what is just due may not be seen yet");
    }

    @Test
    void whereNothingIsLeftOutEveryClaimLooksAtEverything() {
        frontier.advanced(START, START);
        frontier.hurry();
        frontier.everything();
        assertEquals(Instant.EPOCH, frontier.front());
        assertFalse(frontier.looksBack(START));
    }

    @Test
    void whatWasPassedIsLookedAtAgainInStretches() {
        assertFalse(frontier.looksBack(START), "nothing was");
        frontier.advanced(START, START);
        assertTrue(frontier.looksBack(START));
        assertEquals(Instant.EPOCH, frontier.back());
        frontier.lookedBack(START.minusSeconds(50), START, START.plusMillis(100));
        assertEquals(START.minusSeconds(50), frontier.back());
        assertFalse(frontier.looksBack(START.plusMillis(2_099)), "twenty times as long is for other things");
        assertTrue(frontier.looksBack(START.plusMillis(2_100)));
    }

    @Test
    void muchOfOneTimeIsNotSkipped() {
        frontier.advanced(START, START);
        frontier.lookedBack(START.minusSeconds(50), START, START);
        frontier.lookedBack(START.minusSeconds(50), START, START);
        assertEquals(START.minusSeconds(50), frontier.back());
        frontier.passesOn();
        assertEquals(START.minusSeconds(50).plusMillis(1), frontier.back());
    }

    @Test
    void aSecondLookThatHasSeenAllBeginsAgainAfterAWhile() {
        frontier.advanced(START, START);
        frontier.lookedBack(START.minusSeconds(2), START, START.plusMillis(1));
        assertEquals(Instant.EPOCH, frontier.back());
        assertFalse(frontier.looksBack(START.plusMillis(10_000)));
        assertTrue(frontier.looksBack(START.plusMillis(10_001)));
    }

    @Test
    void whereMuchMayLeaveTheSecondLookDoesNotRestBeforeItHasSeenAll() {
        frontier.advanced(START, START);
        frontier.lookedBack(START.minusSeconds(50), START, START.plusMillis(100));
        frontier.hurry();
        assertEquals(Instant.EPOCH, frontier.back());
        assertTrue(frontier.looksBack(START.plusMillis(100)));
        frontier.lookedBack(START.minusSeconds(50), START, START.plusMillis(200));
        assertTrue(frontier.looksBack(START.plusMillis(200)));
        frontier.lookedBack(START, START, START.plusMillis(300));
        assertFalse(frontier.looksBack(START.plusMillis(300)));
    }
}
