package org.waybill.smtp.listener;

import java.time.Duration;

/**
 * What one client may ask for before it is told to stop.
 *
 * <p>When more than 80 % of the sessions are open, the timeouts shrink, for the sessions that are open too: that of a
 * command to a tenth, those of a body to a fifth, none of them to less than ten seconds.
 *
 * @param sessions open sessions over all listeners
 * @param sessionsPerSource open sessions of one source: an IPv4 address, or an IPv6 network of 64 bits
 * @param recipients accepted recipients of one mail; the next is answered 452 4.5.3 (RFC 5321 §4.5.3.1.10)
 * @param mailsPerSession mails of one session
 * @param errors refused or unknown commands of one session before 421; from half of them on each reply waits longer
 * @param errorDelay how long the first of these replies waits; each further one as much longer, up to ten times
 * @param junkCommands commands in a row that lead to no mail (NOOP, RSET, VRFY, HELP …) before each counts as an error
 * @param authFailures failed sign-ins of one session before 421
 * @param commandTimeout for a whole command line, however its octets trickle in (RFC 5321 §4.5.3.2.7: 5 minutes)
 * @param dataTimeout for the next octets of a body
 * @param dataDeadline for a body as a whole
 * @param leastDataRate octets a second that a body must come in with, on the average after its first half minute; 0 for
 *     any
 */
public record SessionLimits(
        int sessions,
        int sessionsPerSource,
        int recipients,
        int mailsPerSession,
        int errors,
        Duration errorDelay,
        int junkCommands,
        int authFailures,
        Duration commandTimeout,
        Duration dataTimeout,
        Duration dataDeadline,
        int leastDataRate) {

    /** The values that an operator need not think about. */
    public static SessionLimits defaults() {
        return new SessionLimits(
                20_000,
                1_000,
                1_000,
                10_000,
                20,
                Duration.ofSeconds(1),
                100,
                3,
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                100);
    }

    /** The same with other limits for mails and recipients. */
    public SessionLimits withMails(int newMailsPerSession, int newRecipients) {
        return new SessionLimits(
                sessions,
                sessionsPerSource,
                newRecipients,
                newMailsPerSession,
                errors,
                errorDelay,
                junkCommands,
                authFailures,
                commandTimeout,
                dataTimeout,
                dataDeadline,
                leastDataRate);
    }
}
