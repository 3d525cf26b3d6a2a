package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.waybill.queue.core.deliver.ReplyLine;

/**
 * Why an order neither runs nor waits in memory. Due times are the coarser the later they are: what is given back together
 * then falls on few of them, and each costs a statement.
 *
 * @param due when its envelopes are looked at again, in whole seconds
 * @param reason for the history and the sender, should the envelopes expire meanwhile: 4xx
 */
record Parking(Instant due, ReplyLine reason) {

    /** Until a time, or a little longer. */
    static Parking at(Instant now, Instant wanted, ReplyLine reason) {
        long grain = grain(now, wanted);
        long second = wanted.getEpochSecond() + (wanted.getNano() > 0 ? 1 : 0);
        return new Parking(Instant.ofEpochSecond(-Math.floorDiv(-second, grain) * grain), reason);
    }

    /** The same, but shorter where somebody must look earlier; empty if that is now. */
    Optional<Parking> within(Instant now, Instant latest) {
        if (!due.isAfter(latest)) {
            return Optional.of(this);
        }
        long grain = grain(now, latest);
        Instant earlier = Instant.ofEpochSecond(Math.floorDiv(latest.getEpochSecond(), grain) * grain);
        return earlier.isAfter(now) ? Optional.of(new Parking(earlier, reason)) : Optional.empty();
    }

    private static long grain(Instant now, Instant time) {
        long delay = Math.max(1, Duration.between(now, time).toSeconds());
        return Math.max(1, Long.highestOneBit(delay) / 8);
    }
}
