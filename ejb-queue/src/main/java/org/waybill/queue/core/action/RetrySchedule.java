package org.waybill.queue.core.action;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * When the next attempt comes.
 *
 * @param delays after the first, second, … failed attempt, the last one repeated; empty for the quadratic default
 * @param base the factor of the default: the n-th retry comes {@code base · n²} after the first attempt
 * @param jitterPercent 0 to 100: each delay is drawn from ± this part of it
 */
public record RetrySchedule(List<Duration> delays, Duration base, int jitterPercent) {

    /** For relays: 400 s · n², 29 retries in 4 days. */
    public static final RetrySchedule RELAY = new RetrySchedule(List.of(), Duration.ofSeconds(400), 20);

    /** For local deliveries and bounces: 10 s · n². */
    public static final RetrySchedule LOCAL = new RetrySchedule(List.of(), Duration.ofSeconds(10), 20);

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (jitterPercent < 0 || jitterPercent > 100) {
            throw new IllegalArgumentException("jitter lies within 0..100 %");
        }
    }

    /**
     * The delay after a failed attempt.
     *
     * @param failures failed attempts so far, from 1
     * @param random yields 0 (inclusive) to 1 (exclusive)
     */
    public Duration delayAfter(int failures, DoubleSupplier random) {
        Duration delay = delays.isEmpty()
                // from n² to (n + 1)²: the sum of the delays is base · n²
                ? base.multipliedBy(2L * failures - 1)
                : delays.get(Math.min(failures, delays.size()) - 1);
        double factor = 1 + (random.getAsDouble() * 2 - 1) * jitterPercent / 100;
        return Duration.ofMillis((long) (delay.toMillis() * factor));
    }
}
