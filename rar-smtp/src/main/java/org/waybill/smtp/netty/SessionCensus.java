package org.waybill.smtp.netty;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.waybill.smtp.listener.SessionLimits;

/** Counts open sessions, in all and by source, so that one client or a flood of them cannot take every place. */
final class SessionCensus {

    enum Answer {
        ADMITTED,
        FULL,
        SOURCE_FULL
    }

    private final Map<InetAddress, Integer> bySource = new HashMap<>();
    private int sessions;

    /** Takes a place; an admitted session gives it back by {@link #leave}. */
    synchronized Answer admit(InetAddress source, SessionLimits limits) {
        if (sessions >= limits.sessions()) {
            return Answer.FULL;
        }
        if (bySource.getOrDefault(source, 0) >= limits.sessionsPerSource()) {
            return Answer.SOURCE_FULL;
        }
        sessions++;
        bySource.merge(source, 1, Integer::sum);
        return Answer.ADMITTED;
    }

    synchronized void leave(InetAddress source) {
        sessions--;
        bySource.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
    }
}
