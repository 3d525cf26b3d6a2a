package org.waybill.smtp.listener;

import java.nio.file.Path;
import java.util.List;

/**
 * What an application wants to listen on, and how.
 *
 * @param revision the application's number for this plan, for reports and logs
 * @param listeners the sockets
 * @param limits for all sessions
 * @param spool the directory for bodies that are on their way in; made if missing, emptied of leftovers at start
 * @param minimumFree octets that must stay free on the spool's file system; below it MAIL is answered 452 4.3.1
 * @param node this node's number in message ids, 0 to 1023
 * @param accepting whether the application can take more mail; while it cannot, MAIL is answered 452 4.3.1
 */
public record ListenerPlan(
        long revision,
        List<ListenerSpec> listeners,
        SessionLimits limits,
        Path spool,
        long minimumFree,
        int node,
        boolean accepting) {

    public ListenerPlan {
        listeners = List.copyOf(listeners);
    }

    /** The same for an application that can, or cannot, take more mail. It reaches the sessions that are open, too. */
    public ListenerPlan withAccepting(boolean newAccepting) {
        return new ListenerPlan(revision, listeners, limits, spool, minimumFree, node, newAccepting);
    }
}
