package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.LIMITS;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.sendTo;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

/** Which session has to make room for another one, and when there may be another one. */
class SessionBoundsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ClientRig rig = new ClientRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static RouteLimits counting(int perHost, int perSource) {
        return new RouteLimits(perHost, 9, perSource, 9, 9, 9, Duration.ZERO, 100, HOUR, 25, List.of(Family.values()));
    }

    /** Sessions with other hosts could be ended, and it would help nobody. */
    @Test
    void endsNoSessionInVain() throws Exception {
        RelaySessions sessions = rig.sessions();
        ScriptedSmtpServer other = rig.sink();
        ScriptedSmtpServer full = rig.sink();
        sendTo(sessions, hop(other));
        RouteLimits one = counting(1, 9);
        try (RelaySession taken = open(sessions, hop(full), one)) {
            assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(full), one));
            assertTrue(taken.isFresh());
        }
        sendTo(sessions, hop(other));
        assertEquals(1, other.heard("CONNECT"));
    }

    @Test
    void endsNoSessionInVainWhereItWouldHelpWithOneOfTwoBounds() throws Exception {
        RelaySessions sessions = rig.sessions();
        ScriptedSmtpServer other = rig.sink();
        ScriptedSmtpServer full = rig.sink();
        sendTo(sessions, hop(other));
        try (RelaySession taken = open(sessions, hop(full))) {
            assertTrue(taken.isFresh());
            assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(full), counting(1, 2)));
        }
        sendTo(sessions, hop(other));
        assertEquals(1, other.heard("CONNECT"));
    }

    /** The first to come of those that come from the same address goes, wherever it leads. */
    @Test
    void makesRoomForAnotherSessionFromTheSameAddress() throws Exception {
        RelaySessions sessions = rig.sessions();
        ScriptedSmtpServer first = rig.sink();
        ScriptedSmtpServer second = rig.sink();
        ScriptedSmtpServer third = rig.sink();
        RouteLimits two = counting(9, 2);
        sendTo(sessions, hop(first), two);
        sendTo(sessions, hop(second), two);
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(third), two));
        while (first.heard("QUIT") == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, second.heard("QUIT"));
    }

    private static SessionClaim claim(String relay, ScriptedSmtpServer server, String options, RouteLimits limits) {
        RelayUrl url = RelayUrl.parse("smtp://localhost:" + server.port() + options);
        return new SessionClaim(hop(server), relay, url, limits);
    }

    private static RelaySession opened(RelaySessions sessions, SessionClaim claim) {
        return assertInstanceOf(Opening.Open.class, sessions.take(claim)).session();
    }

    /** An entry with a bound of its own uses what others have left, and has it then. */
    @Test
    void aSessionIsCountedForWhoeverUsesIt() throws Exception {
        RelaySessions sessions = rig.sessions();
        ScriptedSmtpServer server = rig.sink();
        SessionClaim bounded = claim("a", server, "?sessions=1", LIMITS);
        SessionClaim unbounded = claim("b", server, "", LIMITS);
        opened(sessions, unbounded).close();
        try (RelaySession ours = opened(sessions, bounded)) {
            assertFalse(ours.isFresh());
            assertInstanceOf(Opening.Busy.class, sessions.take(bounded));
        }
        opened(sessions, bounded).close();
        opened(sessions, unbounded).close();
        assertEquals(1, server.heard("CONNECT"));
    }

    /** Nobody waits here: the mail does. */
    @Test
    void thereIsAPauseBetweenConnectionsOfARoute() throws Exception {
        Duration pause = Duration.ofSeconds(5);
        RouteLimits slow = new RouteLimits(9, 9, 9, 9, 9, 9, pause, 1, HOUR, 25, List.of(Family.INET4));
        RelaySessions sessions = rig.sessions();
        ScriptedSmtpServer server = rig.sink();
        sendTo(sessions, hop(server), slow);
        Opening.Busy busy = assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(server), slow));
        assertEquals(rig.now.plus(pause), busy.until());
        Hop plain = hop(server);
        Hop elsewhere = new Hop(
                plain.protocol(),
                plain.host(),
                plain.address(),
                plain.port(),
                plain.tls(),
                null,
                plain.helo(),
                InetAddress.getByName("127.0.0.2"),
                plain.pki(),
                plain.ciphers());
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, elsewhere, slow));
        rig.now = busy.until();
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), slow));
    }

    @Test
    void aSessionThatIsThereNeedsNoPause() throws Exception {
        RouteLimits slow =
                new RouteLimits(9, 9, 9, 9, 9, 9, Duration.ofSeconds(5), 100, HOUR, 25, List.of(Family.INET4));
        RelaySessions sessions = rig.sessions();
        ScriptedSmtpServer server = rig.sink();
        sendTo(sessions, hop(server), slow);
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), slow));
        assertEquals(1, server.heard("CONNECT"));
    }
}
