package org.waybill.queue.core.envelope;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * When somebody must look at an envelope, however closed its way is.
 *
 * @param ttl how long after it was created it expires
 * @param warnAfter how long after it was created its sender is told that it waits
 */
public record Milestones(Duration ttl, List<Duration> warnAfter) {

    /** Nobody must look at it. */
    public static final Milestones NONE = new Milestones(Duration.ofDays(36_500), List.of());

    public Milestones {
        warnAfter = List.copyOf(warnAfter);
    }

    /**
     * How long an envelope may be left alone without anybody looking at it: until it expires or its sender must be warned.
     * A later due time would be a lie to its sender.
     */
    public Instant latestLook(Envelope envelope) {
        Instant expiry = envelope.created().plus(ttl);
        return warnAfter.stream()
                .map(envelope.created()::plus)
                .filter(time -> !envelope.warned().isAfter(time) && time.isBefore(expiry))
                .min(Comparator.naturalOrder())
                .orElse(expiry);
    }
}
