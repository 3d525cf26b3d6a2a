package org.waybill.queue.core.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    /** A draw in the middle: no jitter. */
    private static final double MIDDLE = 0.5;

    @ParameterizedTest(name = "retry {0} of a relay comes {1} s after the first attempt")
    @CsvSource({"1, 400", "2, 1600", "3, 3600", "4, 6400", "29, 336400"})
    void theNthRetryOfARelayComes400TimesNSquaredSecondsAfterTheFirstAttempt(int retry, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), timeOfRetry(RetrySchedule.RELAY, retry));
    }

    @ParameterizedTest(name = "retry {0} of a local delivery comes {1} s after the first attempt")
    @CsvSource({"1, 10", "2, 40", "3, 90"})
    void theNthLocalRetryComes10TimesNSquaredSecondsAfterTheFirstAttempt(int retry, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), timeOfRetry(RetrySchedule.LOCAL, retry));
    }

    @Test
    void aRelayIsRetried29TimesInFourDays() {
        Duration ttl = Duration.ofDays(4);
        assertEquals(
                29,
                IntStream.iterate(1, n -> timeOfRetry(RetrySchedule.RELAY, n).compareTo(ttl) <= 0, n -> n + 1)
                        .count());
    }

    @Test
    void repeatsTheLastDelayOfAList() {
        RetrySchedule schedule =
                new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)), Duration.ofSeconds(400), 0);
        assertEquals(Duration.ofMinutes(1), schedule.delayAfter(1, () -> MIDDLE));
        assertEquals(Duration.ofMinutes(5), schedule.delayAfter(2, () -> MIDDLE));
        assertEquals(Duration.ofMinutes(5), schedule.delayAfter(3, () -> MIDDLE));
        assertEquals(Duration.ofMinutes(5), schedule.delayAfter(1_000_000, () -> MIDDLE));
    }

    @ParameterizedTest(name = "jitter {0} %, draw {1}")
    @CsvSource({
        "0, 0, 100000",
        "0, 0.999, 100000",
        "20, 0, 80000",
        "20, 0.25, 90000",
        "20, 0.5, 100000",
        "20, 0.75, 110000",
        "100, 0, 0",
        "100, 0.75, 150000"
    })
    void jitterSpreadsADelayEvenlyToBothSides(int percent, double draw, long millis) {
        RetrySchedule schedule = new RetrySchedule(List.of(Duration.ofSeconds(100)), Duration.ofSeconds(400), percent);
        assertEquals(Duration.ofMillis(millis), schedule.delayAfter(1, () -> draw));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesAJitterOutsideItsBounds(int percent) {
        assertThrows(
                IllegalArgumentException.class, () -> new RetrySchedule(List.of(), Duration.ofSeconds(400), percent));
    }

    private static Duration timeOfRetry(RetrySchedule schedule, int retry) {
        return IntStream.rangeClosed(1, retry)
                .mapToObj(failures -> schedule.delayAfter(failures, () -> MIDDLE))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
