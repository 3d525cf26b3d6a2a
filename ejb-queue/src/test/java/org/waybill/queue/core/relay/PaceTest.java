package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Rate THREE_A_MINUTE = new Rate(3, Duration.ofMinutes(1));

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Pace pace = new Pace(() -> now);

    @Test
    void slowRatesAreEven() {
        assertEquals(Optional.empty(), pace.take("a", THREE_A_MINUTE));
        assertEquals(Optional.of(now.plusSeconds(20)), pace.take("a", THREE_A_MINUTE));
        assertEquals(Optional.of(now.plusSeconds(20)), pace.take("a", THREE_A_MINUTE), "nothing was taken");
        assertEquals(Optional.empty(), pace.take("b", THREE_A_MINUTE));
        now = now.plusSeconds(20);
        assertEquals(Optional.empty(), pace.take("a", THREE_A_MINUTE));
        assertEquals(Optional.of(now.plusSeconds(20)), pace.take("a", THREE_A_MINUTE));
    }

    @Test
    void aRestSavesNothingUp() {
        pace.take("a", THREE_A_MINUTE);
        now = now.plusSeconds(3600);
        assertEquals(Optional.empty(), pace.take("a", THREE_A_MINUTE));
        assertEquals(Optional.of(now.plusSeconds(20)), pace.take("a", THREE_A_MINUTE));
    }

    @Test
    void fastRatesComeInPortionsOfASecond() {
        Rate fast = new Rate(600, Duration.ofMinutes(1));
        assertEquals(10, taken(fast));
        assertEquals(0, taken(fast));
        now = now.plusMillis(500);
        assertEquals(5, taken(fast));
        now = now.plusSeconds(5);
        assertEquals(10, taken(fast));
    }

    @Test
    void whatWasGivenBackCanBeTakenAgain() {
        pace.take("a", THREE_A_MINUTE);
        pace.giveBack("a", THREE_A_MINUTE);
        pace.giveBack("never taken", THREE_A_MINUTE);
        assertEquals(Optional.empty(), pace.take("a", THREE_A_MINUTE));
        assertEquals(Optional.of(now.plusSeconds(20)), pace.take("a", THREE_A_MINUTE));
    }

    private int taken(Rate rate) {
        int taken = 0;
        while (pace.take("fast", rate).isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void withoutARateThereIsNoWait() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(Optional.empty(), pace.take("a", Rate.UNLIMITED));
        }
    }

    @Test
    void aRateThatWasEditedCountsAtOnce() {
        pace.take("a", new Rate(1, Duration.ofHours(1)));
        now = now.plusSeconds(1);
        assertEquals(Optional.of(now.plusSeconds(1)), pace.take("a", new Rate(1, Duration.ofSeconds(1))));
    }
}
