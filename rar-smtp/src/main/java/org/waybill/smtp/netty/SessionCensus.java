package org.waybill.smtp.netty;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.waybill.smtp.Network;

/**
 * Counts open sessions, in all and by source, so that one client or a flood of them cannot take every place. A source is
 * an IPv4 address, or the IPv6 network of 64 bits around an address: whoever has one of its addresses has them all.
 */
final class SessionCensus {

    enum Answer {
        ADMITTED,
        FULL,
        SOURCE_FULL
    }

    private static final int IPV4_BITS = 32;
    private static final int IPV6_SITE_BITS = 64;

    private final Map<Network, Integer> bySource = new HashMap<>();
    private int open;

    /** Takes a place; an admitted session gives it back by {@link #leave}. */
    synchronized Answer admit(InetAddress client, int most, int mostOfSource) {
        if (open >= most) {
            return Answer.FULL;
        }
        Network source = source(client);
        if (of(source) >= mostOfSource) {
            return Answer.SOURCE_FULL;
        }
        open++;
        count(source, 1);
        return Answer.ADMITTED;
    }

    /** A session turns out to be another client's. Unless that is admitted, it goes on counting as before. */
    synchronized Answer move(InetAddress from, InetAddress to, int mostOfSource) {
        Network source = source(to);
        if (!source.equals(source(from)) && of(source) >= mostOfSource) {
            return Answer.SOURCE_FULL;
        }
        count(source(from), -1);
        count(source, 1);
        return Answer.ADMITTED;
    }

    synchronized void leave(InetAddress client) {
        open--;
        count(source(client), -1);
    }

    synchronized int open() {
        return open;
    }

    private static Network source(InetAddress client) {
        return Network.around(client, client instanceof Inet4Address ? IPV4_BITS : IPV6_SITE_BITS);
    }

    private int of(Network source) {
        return bySource.getOrDefault(source, 0);
    }

    /** No source without sessions is remembered. */
    private void count(Network source, int change) {
        bySource.compute(source, (key, count) -> {
            int now = (count == null ? 0 : count) + change;
            return now == 0 ? null : now;
        });
    }
}
