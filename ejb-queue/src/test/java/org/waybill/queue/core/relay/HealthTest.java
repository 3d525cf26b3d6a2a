package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.relay.Health.Patient;
import org.waybill.queue.core.relay.Health.Verdict;

class HealthTest {

    private static final String KEY = "mx.example.org:25";
    private static final String REPLY = "451 4.4.1 Connection timed out";

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Health health = new Health(() -> now, 3);

    @Test
    void nothingIsKnownAgainstAHostThatNeverFailed() {
        assertEquals(new Verdict.Usable(), health.ask(KEY));
        health.succeeded(KEY);
        assertEquals(List.of(), health.list());
    }

    @ParameterizedTest
    @CsvSource({"1, PT15S", "2, PT1M", "3, PT2M15S", "15, PT56M15S", "16, PT1H", "40, PT1H"})
    void restsLongerWithEachFailure(int failures, Duration rest) {
        for (int i = 1; i < failures; i++) {
            health.failed(KEY, REPLY);
            now = now.plus(Duration.ofHours(1));
        }
        health.failed(KEY, REPLY);
        assertEquals(new Verdict.Resting(now.plus(rest), REPLY), health.ask(KEY));
    }

    @Test
    void sessionsThatFailTogetherAreOneFailure() {
        health.failed(KEY, "451 4.4.1 first");
        now = now.plusSeconds(14);
        health.failed(KEY, "451 4.4.1 second");
        assertEquals(new Verdict.Resting(now.plusSeconds(1), "451 4.4.1 second"), health.ask(KEY));
    }

    @Test
    void oneCallerProbesWhenTheRestIsOver() {
        health.failed(KEY, REPLY);
        now = now.plusSeconds(15);
        assertEquals(new Verdict.Probe(), health.ask(KEY));
        assertEquals(new Verdict.Resting(now.plusSeconds(15), REPLY), health.ask(KEY));
        assertTrue(health.list().get(0).probing());
        health.succeeded(KEY);
        assertEquals(new Verdict.Usable(), health.ask(KEY));
        health.failed(KEY, REPLY);
        assertEquals(new Verdict.Resting(now.plusSeconds(15), REPLY), health.ask(KEY), "counted from one again");
    }

    @Test
    void aProbeThatFailsBeginsTheNextRest() {
        health.failed(KEY, REPLY);
        now = now.plusSeconds(15);
        health.ask(KEY);
        health.failed(KEY, REPLY);
        assertEquals(List.of(new Patient(KEY, 2, now.plusSeconds(60), REPLY, false)), health.list());
    }

    @Test
    void aProbeThatNeverReportsIsGivenUp() {
        health.failed(KEY, REPLY);
        now = now.plusSeconds(15);
        health.ask(KEY);
        now = now.plus(Health.PROBE).minusSeconds(1);
        assertEquals(new Verdict.Resting(now.plusSeconds(1), REPLY), health.ask(KEY));
        now = now.plusSeconds(1);
        assertEquals(new Verdict.Probe(), health.ask(KEY));
    }

    @Test
    void anAdministratorMakesAHostUsable() {
        health.failed(KEY, REPLY);
        assertTrue(health.reset(KEY));
        assertFalse(health.reset(KEY));
        assertEquals(new Verdict.Usable(), health.ask(KEY));
    }

    @Test
    void remembersABoundedNumberAndForgetsTheBestFirst() {
        for (int i = 0; i < 5; i++) {
            health.failed("mx" + i + ":25", REPLY);
            now = now.plusSeconds(1);
        }
        assertEquals(
                List.of("mx2:25", "mx3:25", "mx4:25"),
                health.list().stream().map(Patient::key).toList());
    }

    @Test
    void aReasonIsOneLineOfBoundedLength() {
        health.failed(KEY, "451 a\r\nb" + "x".repeat(10_000));
        String reason = health.list().get(0).reason();
        assertEquals(500, reason.length());
        assertTrue(reason.startsWith("451 a  b"));
    }
}
