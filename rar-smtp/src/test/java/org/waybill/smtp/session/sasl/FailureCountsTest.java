package org.waybill.smtp.session.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FailureCountsTest {

    private static final int LIMIT = 5;
    private static final int CAPACITY = 3;

    private final FailureCounts<String> counts = new FailureCounts<>(LIMIT, CAPACITY);
    private long now;

    private void fail(String key, int times) {
        for (int i = 0; i < times; i++) {
            counts.failed(key, now);
        }
    }

    /** How many more failures a key may have; each try counts. */
    private int left(String key) {
        int failures = 0;
        while (!counts.isLocked(key, now)) {
            counts.failed(key, now);
            failures++;
        }
        return failures - 1;
    }

    @Test
    void putANewKeyInThePlaceOfTheLeast() {
        fail("three", 3);
        fail("one", 1);
        fail("two", 2);
        fail("new", 1);
        assertEquals(1, left("three"));
        assertEquals(2, left("two"));
        // one of its own and one inherited
        assertEquals(2, left("new"));
    }

    @Test
    void dropTheFirstAmongEquals() {
        for (String key : new String[] {"old", "older than new", "new"}) {
            fail(key, 1);
            now++;
        }
        fail("newest", 1);
        assertEquals(3, left("older than new"));
    }

    @Test
    void doNotLetAKeyGoFreeByAFlood() {
        fail("guesser", LIMIT - 1);
        for (int i = 0; i < 1_000; i++) {
            counts.failed("invented" + i, now);
        }
        assertEquals(0, left("guesser"));
    }

    @Test
    void makeRoomByWhatIsForgotten() {
        fail("one", LIMIT - 1);
        fail("two", LIMIT - 1);
        fail("three", LIMIT - 1);
        now += FailureTally.WINDOW.toNanos();
        fail("new", 1);
        assertEquals(LIMIT - 2, left("new"));
        assertEquals(LIMIT - 1, left("one"));
    }

    @Test
    void doNotMakeRoomForAKeyThatHasItsPlace() {
        fail("one", 1);
        fail("two", 1);
        now += FailureTally.WINDOW.toNanos();
        fail("three", LIMIT);
        fail("one", 1);
        assertTrue(counts.isLocked("three", now));
        assertEquals(LIMIT - 2, left("one"));
    }

    @Test
    void clearAKey() {
        fail("one", LIMIT);
        counts.clear("one");
        assertFalse(counts.isLocked("one", now));
        assertEquals(LIMIT - 1, left("one"));
    }
}
