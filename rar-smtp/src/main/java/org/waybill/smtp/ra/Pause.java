package org.waybill.smtp.ra;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass between two tries. */
@FunctionalInterface
interface Pause {

    /** Returns true after the time, or at once false when trying again has become pointless. */
    boolean pass(Duration time);

    /** A pause that is cut short, and all later ones with it, when the latch opens. */
    static Pause until(CountDownLatch end) {
        return time -> {
            try {
                return !end.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
