package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientCallTest {

    private final FakeContainer container = new FakeContainer();
    private final List<Duration> pauses = new ArrayList<>();
    private long now;

    @Test
    void waitsUntilAnInstanceIsFree() {
        container.poolSize(0);
        assertInstanceOf(CallOutcome.Done.class, callWith(time -> {
            if (pauses.size() == 2) {
                container.poolSize(1);
            }
            return passed(time);
        }));
        assertEquals(List.of(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20)), pauses);
    }

    @Test
    void givesUpWhenItsPatienceIsOver() {
        container.poolSize(0);
        assertInstanceOf(CallOutcome.Unavailable.class, callWith(this::passed));
        Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        assertEquals(PatientCall.PATIENCE.toSeconds(), waited.toSeconds());
        assertEquals(Duration.ofMillis(500), pauses.get(pauses.size() - 1));
    }

    @Test
    void givesUpAtOnceWhenTheActivationStops() {
        container.poolSize(0);
        CountDownLatch stopping = new CountDownLatch(1);
        stopping.countDown();
        assertInstanceOf(CallOutcome.Unavailable.class, callWith(Pause.until(stopping)));
        assertEquals(List.of("create"), container.calls);
    }

    @Test
    void doesNotRepeatWhatFailed() {
        container.failAt("recipient", new IllegalStateException());
        assertInstanceOf(CallOutcome.Failed.class, callWith(this::passed));
        assertEquals(List.of(), pauses);
    }

    private boolean passed(Duration time) {
        pauses.add(time);
        now += time.toNanos();
        return true;
    }

    private CallOutcome<?> callWith(Pause pause) {
        return new PatientCall(new EndpointCall(container, container), pause, () -> now)
                .call(ListenerMethod.RECIPIENT, listener -> listener.recipient(Mails.request(1)));
    }
}
