package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.Map;

/**
 * Which envelopes to claim of those that are due.
 *
 * @param from due at this time or later
 * @param until due at this time at the latest
 * @param now what time it is
 * @param leftOut mail that is left where it is, with the times at which somebody must look at it nevertheless
 */
public record DueMail(Instant from, Instant until, Instant now, Map<LaneKey, Milestones> leftOut) {

    public DueMail {
        leftOut = Map.copyOf(leftOut);
    }

    /** All that is due. */
    public static DueMail at(Instant now) {
        return new DueMail(Instant.EPOCH, now, now, Map.of());
    }

    /** Whether a QUEUED envelope is meant. */
    public boolean has(Envelope envelope) {
        return !envelope.due().isBefore(from)
                && !envelope.due().isAfter(until)
                && leftOut.entrySet().stream()
                        .noneMatch(out -> out.getKey().has(envelope)
                                && out.getValue().latestLook(envelope).isAfter(now));
    }
}
