package org.waybill.smtp.ra;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A call that waits for an endpoint. Containers say {@code UnavailableException} as soon as the bean's pool is empty, which
 * is no reason to turn a client away: SMTP clients wait minutes (RFC 5321 §4.5.3.2), an instance is free again in
 * milliseconds. Only after the patience has run out is the answer that there is none.
 */
final class PatientCall {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final EndpointCall endpoint;
    private final Pause pause;
    private final LongSupplier nanoTime;

    PatientCall(EndpointCall endpoint, Pause pause, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    <T> CallOutcome<T> call(ListenerMethod method, ListenerCall<T> call) {
        Deadline deadline = deadline(PATIENCE);
        Duration wait = FIRST_PAUSE;
        CallOutcome<T> outcome = endpoint.call(method, call);
        while (outcome instanceof CallOutcome.Unavailable<T> && !deadline.passed() && pause.pass(wait)) {
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            outcome = endpoint.call(method, call);
        }
        return outcome;
    }

    /** By the clock that the patience is measured with. */
    Deadline deadline(Duration time) {
        return Deadline.in(time, nanoTime);
    }
}
