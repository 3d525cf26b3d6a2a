package org.waybill.queue.agent.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RouteLimits;

/** How many sessions there are, by all that bounds them. For use under the lock of its owner. */
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

    private record Connector(String relay, Source source) {

        static Connector of(SessionClaim claim) {
            return new Connector(claim.relay(), Source.of(claim.hop()));
        }
    }

    private record Relay(String name) {}

    private record Domain(String name) {}

    /** So many sessions of a kind. */
    private record Bound(Object kind, int most) {}

    /**
     * A kind of which there are as many sessions as may be.
     *
     * @param excess how many less would make room for another one
     */
    record Full(Object kind, int excess) {

        /** Whether a session counts here. */
        boolean counts(SessionClaim other) {
            return bounds(other).stream().anyMatch(bound -> bound.kind().equals(kind));
        }
    }

    /** The narrowest first. */
    private static List<Bound> bounds(SessionClaim claim) {
        RouteLimits limits = claim.limits();
        List<Bound> bounds = new ArrayList<>();
        if (claim.url().options().sessions() > 0) {
            bounds.add(new Bound(claim.url(), claim.url().options().sessions()));
        }
        bounds.add(new Bound(RouteTo.of(claim.hop()), limits.perRoute()));
        bounds.add(new Bound(Host.of(claim.hop()), limits.perHost()));
        bounds.add(new Bound(Connector.of(claim), limits.perConnector()));
        bounds.add(new Bound(new Domain(claim.domain()), limits.perDomain()));
        bounds.add(new Bound(new Relay(claim.relay()), limits.perRelay()));
        bounds.add(new Bound(Source.of(claim.hop()), limits.perSource()));
        return bounds;
    }

    /** What leaves no room for another session, the narrowest first. */
    List<Full> full(SessionClaim claim) {
        return bounds(claim).stream()
                .filter(bound -> count(bound.kind()) >= bound.most())
                .map(bound -> new Full(bound.kind(), count(bound.kind()) - bound.most() + 1))
                .toList();
    }

    void take(SessionClaim claim) {
        add(claim, 1);
    }

    void free(SessionClaim claim) {
        add(claim, -1);
    }

    private int count(Object kind) {
        return counts.getOrDefault(kind, 0);
    }

    private void add(SessionClaim claim, int more) {
        for (Bound bound : bounds(claim)) {
            counts.compute(bound.kind(), (kind, count) -> {
                int now = (count == null ? 0 : count) + more;
                return now == 0 ? null : now;
            });
        }
    }
}
