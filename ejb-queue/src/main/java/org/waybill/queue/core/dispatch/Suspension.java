package org.waybill.queue.core.dispatch;

import java.time.Instant;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * An administrator's word that some mail is not to be sent for a while. It stays QUEUED, expires and warns as it would
 * otherwise.
 *
 * @param id positive
 * @param kind what it is about
 * @param value the action's name, the lane's {@linkplain LaneKey#text text}, the destination's domain or the sender's address
 * @param reason for people
 * @param author who said so
 * @param start when
 * @param end until when; {@link #OPEN} until somebody ends it
 */
public record Suspension(long id, Kind kind, String value, String reason, String author, Instant start, Instant end) {

    /** No end. */
    public static final Instant OPEN = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** What a suspension is about. */
    public enum Kind {
        ACTION,
        ROUTE,
        DOMAIN,
        SENDER
    }

    public boolean inForce(Instant now) {
        return now.isBefore(end);
    }
}
