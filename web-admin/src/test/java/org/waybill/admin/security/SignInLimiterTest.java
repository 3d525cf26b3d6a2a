package org.waybill.admin.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInLimiterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SOURCE = "192.0.2.1";

    private final SignInLimiter limiter = new SignInLimiter(3);

    private void fail(String source, int times) {
        IntStream.range(0, times).forEach(i -> limiter.failed(source, NOW));
    }

    private Duration waitingTime() {
        return limiter.waitingTime(SOURCE, NOW);
    }

    @Test
    void theFirstFailuresCostNothing() {
        fail(SOURCE, SignInLimiter.FREE - 1);
        assertEquals(Duration.ZERO, waitingTime());
    }

    @Test
    void theDelayDoublesUpToAMinute() {
        fail(SOURCE, SignInLimiter.FREE);
        assertEquals(Duration.ofSeconds(1), waitingTime());
        fail(SOURCE, 2);
        assertEquals(Duration.ofSeconds(4), waitingTime());
        fail(SOURCE, 100);
        assertEquals(Duration.ofSeconds(60), waitingTime());
    }

    @Test
    void theDelayEnds() {
        fail(SOURCE, SignInLimiter.FREE);
        assertEquals(Duration.ZERO, limiter.waitingTime(SOURCE, NOW.plusSeconds(1)));
    }

    @Test
    void successForgivesEverything() {
        fail(SOURCE, 20);
        limiter.succeeded(SOURCE);
        fail(SOURCE, 1);
        assertEquals(Duration.ZERO, waitingTime());
    }

    @Test
    void anHourWithoutFailureForgivesToo() {
        fail(SOURCE, 20);
        limiter.failed(SOURCE, NOW.plus(Duration.ofHours(2)));
        assertEquals(Duration.ZERO, limiter.waitingTime(SOURCE, NOW.plus(Duration.ofHours(2))));
    }

    @Test
    void sourcesDoNotShareTheirFailures() {
        fail(SOURCE, 20);
        assertEquals(Duration.ZERO, limiter.waitingTime("192.0.2.2", NOW));
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneSource() {
        fail("2001:db8:1:2:0:0:0:1", 20);
        assertEquals(Duration.ofSeconds(60), limiter.waitingTime("2001:db8:1:2:ffff:1:2:3", NOW));
        assertEquals(Duration.ZERO, limiter.waitingTime("2001:db8:1:3:0:0:0:1", NOW));
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 100; i++) {
            limiter.failed("192.0.2." + i, NOW);
        }
        assertEquals(3, limiter.remembered());
    }
}
