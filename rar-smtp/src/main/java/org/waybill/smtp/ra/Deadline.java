package org.waybill.smtp.ra;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment of a clock that is never set back.
 *
 * @param nanoTime {@code System::nanoTime} outside tests
 */
record Deadline(long nanos, LongSupplier nanoTime) {

    static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime.getAsLong() + time.toNanos(), nanoTime);
    }

    boolean passed() {
        return nanoTime.getAsLong() - nanos >= 0;
    }
}
