package org.waybill.queue.core.relay;

import java.time.Duration;
import java.util.List;

/**
 * What {@code mta limit} bounds. Sessions are counted at a time; times lie between two events.
 *
 * @param perHost sessions with one host (address and port)
 * @param perRoute sessions between one address of ours and one host
 * @param perSource sessions from one address of ours
 * @param perConnector sessions to all hosts of one action's next hop from one address of ours
 * @param perRelay sessions to all hosts of one action's next hop
 * @param perDomain sessions for one recipients' domain
 * @param betweenRouteConnections between two connections of a route; zero: none
 * @param mailsPerSession messages until a session is left
 * @param keepAlive how long a session without work is kept; zero: not at all
 * @param failuresPerSession refused recipients until a session is left
 * @param families which addresses of hosts are used: {@code inet4}, {@code inet6} or both
 */
public record RouteLimits(
        int perHost,
        int perRoute,
        int perSource,
        int perConnector,
        int perRelay,
        int perDomain,
        Duration betweenRouteConnections,
        int mailsPerSession,
        Duration keepAlive,
        int failuresPerSession,
        List<Family> families) {

    /**
     * The reference's, but for twenty sessions with a host, which other servers have long been used to, and without a delay
     * between connections, which only slows mail down.
     */
    public static final RouteLimits STANDARD = new RouteLimits(
            20, 20, 100, 20, 100, 100, Duration.ZERO, 100, Duration.ofSeconds(10), 25, List.of(Family.values()));

    public RouteLimits {
        families = List.copyOf(families);
    }

    /** The same with another bound for all hosts of a next hop. */
    public RouteLimits withPerRelay(int sessions) {
        return new RouteLimits(
                perHost,
                perRoute,
                perSource,
                perConnector,
                sessions,
                perDomain,
                betweenRouteConnections,
                mailsPerSession,
                keepAlive,
                failuresPerSession,
                families);
    }

    /** A version of the Internet Protocol. */
    public enum Family {
        INET4,
        INET6
    }
}
