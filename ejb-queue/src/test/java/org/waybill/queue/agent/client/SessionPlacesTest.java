package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;

/** What is counted together. */
class SessionPlacesTest {

    private final SessionPlaces places = new SessionPlaces();

    private static RouteLimits limits(int perHost, int perConnector) {
        return new RouteLimits(
                perHost, 9, 9, perConnector, 9, 9, Duration.ZERO, 9, Duration.ZERO, 9, List.of(Family.values()));
    }

    private static SessionClaim claim(String relay, String url, String address, RouteLimits limits) {
        return claim(relay, "example.org", url, address, limits);
    }

    private static SessionClaim claim(String relay, String domain, String url, String address, RouteLimits limits) {
        RelayUrl parsed = RelayUrl.parse(url);
        try {
            Hop hop = new Hop(
                    Hop.Protocol.SMTP,
                    parsed.host(),
                    InetAddress.getByName(address),
                    parsed.port(),
                    new TlsTerms.Never(),
                    null,
                    "mx.waybill.test",
                    null,
                    "",
                    TlsChoice.USUAL);
            return new SessionClaim(hop, relay, domain, parsed, limits);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private boolean full(SessionClaim claim) {
        return !places.full(claim).isEmpty();
    }

    /** Sessions of other entries with the same host are not this one's. */
    @Test
    void anEntrysOwnBoundCountsItsOwnSessions() {
        SessionClaim bounded = claim("a", "smtps://x@h.test?sessions=1", "192.0.2.1", limits(9, 9));
        places.take(claim("b", "smtps://x@h.test", "192.0.2.1", limits(9, 9)));
        places.take(claim("b", "smtps://y@h.test?sessions=1", "192.0.2.1", limits(9, 9)));
        assertFalse(full(bounded));
        places.take(bounded);
        assertTrue(full(bounded));
        assertTrue(full(claim("a", "smtps://x@h.test?sessions=1", "192.0.2.2", limits(9, 9))));
        places.free(bounded);
        assertFalse(full(bounded));
    }

    /** The entry's bound is beside that of the host, not in its place. */
    @Test
    void anEntryHasNoMoreThanItsHostTakes() {
        places.take(claim("b", "smtp://h.test", "192.0.2.1", limits(1, 9)));
        assertTrue(full(claim("a", "smtp://h.test?sessions=5", "192.0.2.1", limits(1, 9))));
    }

    @Test
    void aConnectorIsAllOfANextHopFromOneAddress() {
        places.take(claim("a", "smtp://h.test", "192.0.2.1", limits(9, 1)));
        assertTrue(full(claim("a", "smtp://i.test", "192.0.2.2", limits(9, 1))));
        assertFalse(full(claim("b", "smtp://h.test", "192.0.2.1", limits(9, 1))));
    }

    @Test
    void aRelayIsAllOfANextHop() {
        RouteLimits one =
                new RouteLimits(9, 9, 9, 9, 1, 9, Duration.ZERO, 9, Duration.ZERO, 9, List.of(Family.values()));
        places.take(claim("a", "a.example", "smtp://h.test", "192.0.2.1", one));
        assertTrue(full(claim("a", "b.example", "smtp://i.test", "192.0.2.2", one)));
        assertFalse(full(claim("b", "a.example", "smtp://h.test", "192.0.2.1", one)));
    }

    @Test
    void aDomainIsCountedOverAllActions() {
        RouteLimits one =
                new RouteLimits(9, 9, 9, 9, 9, 1, Duration.ZERO, 9, Duration.ZERO, 9, List.of(Family.values()));
        places.take(claim("a", "a.example", "smtp://h.test", "192.0.2.1", one));
        assertTrue(full(claim("b", "a.example", "smtp://i.test", "192.0.2.2", one)));
        assertFalse(full(claim("a", "b.example", "smtp://h.test", "192.0.2.1", one)));
    }

    /** Limits may be lowered while there are sessions. */
    @Test
    void saysHowManyLessWouldMakeRoom() {
        for (int i = 0; i < 3; i++) {
            places.take(claim("a", "smtp://h.test", "192.0.2.1", limits(9, 9)));
        }
        List<SessionPlaces.Full> full = places.full(claim("b", "smtp://h.test", "192.0.2.1", limits(2, 9)));
        assertEquals(List.of(2), full.stream().map(SessionPlaces.Full::excess).toList());
        assertTrue(full.get(0).counts(claim("c", "smtp://h.test", "192.0.2.1", limits(9, 9))));
        assertFalse(full.get(0).counts(claim("a", "smtp://h.test", "192.0.2.2", limits(9, 9))));
    }
}
