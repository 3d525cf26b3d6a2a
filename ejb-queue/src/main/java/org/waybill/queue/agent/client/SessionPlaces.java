package org.waybill.queue.agent.client;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RouteLimits;

/** How many sessions there are, by host, route and source. For use under the lock of its owner. */
final class SessionPlaces {

    private final Map<Object, Integer> counts = new HashMap<>();

    private record Host(InetAddress address, int port) {

        static Host of(Hop hop) {
            return new Host(hop.address(), hop.port());
        }
    }

    private record Source(@Nullable InetAddress addressOrNull) {

        static Source of(Hop hop) {
            return new Source(hop.sourceOrNull());
        }
    }

    private record RouteTo(Source source, Host host) {

        static RouteTo of(Hop hop) {
            return new RouteTo(Source.of(hop), Host.of(hop));
        }
    }

    /** Takes a place, if there is one. */
    boolean take(Hop hop, RouteLimits limits) {
        if (count(Host.of(hop)) >= limits.perHost()
                || count(RouteTo.of(hop)) >= limits.perRoute()
                || count(Source.of(hop)) >= limits.perSource()) {
            return false;
        }
        add(hop, 1);
        return true;
    }

    void free(Hop hop) {
        add(hop, -1);
    }

    /** Whether a session less of the one would make room for the other. */
    boolean compete(Hop one, Hop other) {
        return Host.of(one).equals(Host.of(other)) || Source.of(one).equals(Source.of(other));
    }

    private int count(Object what) {
        return counts.getOrDefault(what, 0);
    }

    private void add(Hop hop, int more) {
        for (Object what : new Object[] {Host.of(hop), RouteTo.of(hop), Source.of(hop)}) {
            counts.compute(what, (key, count) -> {
                int now = (count == null ? 0 : count) + more;
                return now == 0 ? null : now;
            });
        }
    }
}
