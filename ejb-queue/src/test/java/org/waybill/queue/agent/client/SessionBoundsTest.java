package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.HOUR;
import static org.waybill.queue.agent.client.ClientRig.LIMITS;
import static org.waybill.queue.agent.client.ClientRig.await;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.sendTo;
import static org.waybill.queue.agent.client.ClientRig.sentFrom;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

/** Which session has to make room for another one, and when there may be another one. */
class SessionBoundsTest extends SessionsToHost {

    private static RouteLimits counting(int perHost, int perSource) {
        return new RouteLimits(perHost, 9, perSource, 9, 9, 9, Duration.ZERO, 100, HOUR, 25, List.of(Family.values()));
    }

    /** Sessions with other hosts could be ended, and it would help nobody. */
    @Test
    void endsNoSessionInVain() throws Exception {
        ScriptedSmtpServer other = rig.sink();
        sendTo(sessions, hop(other));
        RouteLimits one = counting(1, 9);
        try (RelaySession taken = open(sessions, hop(server), one)) {
            assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(server), one));
            assertTrue(taken.isFresh());
        }
        sendTo(sessions, hop(other));
        assertEquals(1, other.heard("CONNECT"));
    }

    @Test
    void endsNoSessionInVainWhereItWouldHelpWithOneOfTwoBounds() throws Exception {
        ScriptedSmtpServer other = rig.sink();
        sendTo(sessions, hop(other));
        try (RelaySession taken = open(sessions, hop(server))) {
            assertTrue(taken.isFresh());
            assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(server), counting(1, 2)));
        }
        sendTo(sessions, hop(other));
        assertEquals(1, other.heard("CONNECT"));
    }

    /** The first to come of those that come from the same address goes, wherever it leads. */
    @Test
    void makesRoomForAnotherSessionFromTheSameAddress() throws Exception {
        ScriptedSmtpServer first = rig.sink();
        ScriptedSmtpServer second = rig.sink();
        ScriptedSmtpServer third = rig.sink();
        RouteLimits two = counting(9, 2);
        sendTo(sessions, hop(first), two);
        sendTo(sessions, hop(second), two);
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(third), two));
        await(() -> first.heard("QUIT") > 0);
        assertEquals(0, second.heard("QUIT"));
    }

    private SessionClaim claim(String relay, String options) {
        RelayUrl url = RelayUrl.parse("smtp://localhost:" + server.port() + options);
        return new SessionClaim(hop(server), relay, "example.org", url, LIMITS);
    }

    private RelaySession opened(SessionClaim claim) {
        return assertInstanceOf(Opening.Open.class, sessions.take(claim)).session();
    }

    /** An entry with a bound of its own uses what others have left, and has it then. */
    @Test
    void aSessionIsCountedForWhoeverUsesIt() {
        SessionClaim bounded = claim("a", "?sessions=1");
        SessionClaim unbounded = claim("b", "");
        opened(unbounded).close();
        try (RelaySession ours = opened(bounded)) {
            assertFalse(ours.isFresh());
            assertInstanceOf(Opening.Busy.class, sessions.take(bounded));
        }
        opened(bounded).close();
        opened(unbounded).close();
        assertEquals(1, server.heard("CONNECT"));
    }

    /** Nobody waits here: the mail does. */
    @Test
    void thereIsAPauseBetweenConnectionsOfARoute() throws Exception {
        Duration pause = Duration.ofSeconds(5);
        RouteLimits slow = new RouteLimits(9, 9, 9, 9, 9, 9, pause, 1, HOUR, 25, List.of(Family.INET4));
        sendTo(sessions, hop(server), slow);
        Opening.Busy busy = assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(server), slow));
        assertEquals(rig.now.plus(pause), busy.until());
        Hop elsewhere = sentFrom(hop(server), InetAddress.getByName("127.0.0.2"));
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, elsewhere, slow));
        rig.now = busy.until();
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), slow));
    }

    @Test
    void aSessionThatIsThereNeedsNoPause() {
        RouteLimits slow =
                new RouteLimits(9, 9, 9, 9, 9, 9, Duration.ofSeconds(5), 100, HOUR, 25, List.of(Family.INET4));
        sendTo(sessions, hop(server), slow);
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), slow));
        assertEquals(1, server.heard("CONNECT"));
    }
}
