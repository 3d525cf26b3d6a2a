package org.waybill.smtp.listener;

import java.time.Duration;

/**
 * What one client may ask for before it is told to stop.
 *
 * @param sessions open sessions over all listeners
 * @param sessionsPerSource open sessions of one client address
 * @param recipients accepted recipients of one mail; the next is answered 452 4.5.3 (RFC 5321 §4.5.3.1.10)
 * @param mailsPerSession mails of one session
 * @param errors refused or unknown commands of one session before 421
 * @param commandTimeout for a whole command line, however its octets trickle in (RFC 5321 §4.5.3.2.7: 5 minutes)
 * @param dataTimeout for the next octets of DATA
 * @param dataDeadline for DATA as a whole
 */
public record SessionLimits(
        int sessions,
        int sessionsPerSource,
        int recipients,
        int mailsPerSession,
        int errors,
        Duration commandTimeout,
        Duration dataTimeout,
        Duration dataDeadline) {

    /** The values that an operator need not think about. */
    public static SessionLimits defaults() {
        return new SessionLimits(
                10_000, 1_000, 1_000, 10_000, 20, Duration.ofMinutes(5), Duration.ofMinutes(3), Duration.ofHours(1));
    }
}
