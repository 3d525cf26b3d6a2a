package org.waybill.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    private MessageIds ids(int node) {
        InstantSource source = now::get;
        return new MessageIds(source.withZone(ZoneOffset.UTC), node);
    }

    @Test
    void growWithinAMillisecondAndWhenTheClockIsSetBack() {
        MessageIds ids = ids(1);
        MessageId last = ids.next();
        for (int i = 0; i < 50_000; i++) {
            if (i == 25_000) {
                now.updateAndGet(instant -> instant.minusSeconds(3_600));
            }
            MessageId next = ids.next();
            assertTrue(next.compareTo(last) > 0);
            last = next;
        }
    }

    @Test
    void differBetweenNodes() {
        Set<MessageId> all = new HashSet<>();
        for (int node : new int[] {0, 1, 1_023}) {
            MessageIds ids = ids(node);
            for (int i = 0; i < 10_000; i++) {
                assertTrue(all.add(ids.next()));
            }
        }
    }

    @Test
    void areSixteenDigitsInTheOrderOfTime() {
        String early = ids(1_023).next().toString();
        now.updateAndGet(instant -> instant.plusMillis(1));
        String late = ids(0).next().toString();
        assertTrue(early.matches("[0-9a-f]{16}"));
        assertTrue(early.compareTo(late) < 0);
        assertEquals(early, MessageId.parse(early).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "00000000000000FF", "00000000000000f", "00000000000000ff0", "../../../../../etc"})
    void areNothingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> MessageId.parse(text));
    }

    @Test
    void needANodeNumber() {
        assertThrows(IllegalArgumentException.class, () -> new MessageIds(Clock.systemUTC(), -1));
        assertThrows(IllegalArgumentException.class, () -> new MessageIds(Clock.systemUTC(), 1_024));
    }
}
