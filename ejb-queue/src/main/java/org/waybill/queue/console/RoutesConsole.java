package org.waybill.queue.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The ways that mail takes to other hosts: how they stand, what is known of the hosts, and what is suspended. Every order is
 * written to the log with its author.
 */
public interface RoutesConsole {

    /** No end. */
    Instant OPEN = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** The routes of this node that have work or are closed, the busiest first; at most 1000. */
    List<RouteView> routes();

    /** The hosts that failed and have not answered since; at most 1000. */
    List<HostView> hosts();

    /**
     * Forgets that a host failed, and tries all closed routes again.
     *
     * @return whether anything was known against it
     */
    boolean resetHost(String host, String author);

    List<SuspensionView> suspensions();

    /**
     * Mail of a kind is not sent from now on. It stays in the queue, expires and warns its senders as it would otherwise.
     *
     * @param kind {@code action}, {@code route}, {@code domain} or {@code sender}
     * @param value the action's name, the route as {@link RouteView#name} shows it, the destination's domain, or the
     *     sender's address, {@code @domain} or {@code <>}; an internationalised domain in either form
     * @param length how long; zero: until somebody resumes it
     * @throws IllegalArgumentException with a sentence if any of them is none
     */
    SuspensionView suspend(String kind, String value, String reason, Duration length, String author);

    /**
     * Ends a suspension; what waited for it becomes due.
     *
     * @return how many envelopes are due and not yet under way; -1 if there is no such suspension
     */
    int resume(long id, String author);

    /**
     * One route.
     *
     * @param name the action's name and, where it has many ways, the destination's domain
     * @param running orders under way
     * @param limit how many there may be now
     * @param waiting orders in memory
     * @param parked about how many wait in the database until there is room
     * @param state {@code open}, {@code resting} or {@code probing}
     * @param until the end of the rest; the epoch for an open route
     * @param reason why it was closed, empty for an open route
     */
    record RouteView(
            String name,
            String action,
            int running,
            int limit,
            int waiting,
            long parked,
            String state,
            Instant until,
            String reason) {}

    /**
     * One host that failed.
     *
     * @param name what the relay knows it by, such as {@code smtp://mx.example.org [192.0.2.1]:25}
     * @param failures in a row
     * @param until the end of its rest; in the past: it waits for mail to probe it
     * @param probing whether somebody is trying it
     */
    record HostView(String name, int failures, Instant until, boolean probing, String reason) {}

    /**
     * One suspension.
     *
     * @param end {@link #OPEN} until somebody resumes it
     */
    record SuspensionView(
            long id, String kind, String value, String reason, String author, Instant start, Instant end) {}
}
