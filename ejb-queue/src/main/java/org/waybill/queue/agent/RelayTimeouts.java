package org.waybill.queue.agent;

import java.time.Duration;

/**
 * How long a relay waits for the other side (RFC 5321 §4.5.3.2).
 *
 * @param connect for a connection
 * @param read for each reply
 * @param afterDot for the reply to the end of the content: giving up too early doubles the mail
 * @param whole for all of one connection, so that a host that dribbles, or never reads, is left at last
 */
public record RelayTimeouts(Duration connect, Duration read, Duration afterDot, Duration whole) {

    /** 30 s, 5 min, 10 min, 1 h. */
    public static final RelayTimeouts STANDARD = new RelayTimeouts(
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofHours(1));
}
