package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.HOUR;
import static org.waybill.queue.agent.client.ClientRig.LIMITS;
import static org.waybill.queue.agent.client.ClientRig.LONG;
import static org.waybill.queue.agent.client.ClientRig.await;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.limits;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.sendTo;
import static org.waybill.queue.agent.client.ClientRig.sentFrom;
import static org.waybill.queue.agent.client.ClientRig.withHelo;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.relay.RouteLimits;

/** Sessions wait for another mail, and are counted. */
class RelaySessionsTest extends SessionsToHost {

    @Test
    void usesASessionAgain() {
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server)));
        }
        assertEquals(1, server.heard("CONNECT"));
        assertEquals(1, server.heard("EHLO"));
        assertEquals(3, server.contents.size());
        assertEquals(0, server.heard("RSET") + server.heard("QUIT"));
        sessions.close();
        await(() -> server.heard("QUIT") == 1);
    }

    /** A hop that differs in anything at all is another one. */
    @Test
    void neverSharesASessionBetweenHopsThatDiffer() {
        // the server talks with one at a time: the idle session has to make room
        RouteLimits one = limits(1, 100, HOUR, 25);
        sendTo(sessions, hop(server), one);
        sendTo(sessions, withHelo(hop(server), "other.waybill.test"), one);
        assertEquals(
                List.of("EHLO mx.waybill.test", "EHLO other.waybill.test"),
                server.commands.stream().filter(each -> each.startsWith("EHLO")).toList());
        assertEquals(1, server.heard("QUIT"));
    }

    @ParameterizedTest
    @CsvSource({"1, 3600, 25, 3", "2, 3600, 25, 2", "100, 0, 25, 3", "100, 3600, 25, 1"})
    void leavesASessionAtItsLimits(int mails, long keepAlive, int failures, int connections) {
        for (int i = 0; i < 3; i++) {
            sendTo(sessions, hop(server), limits(10, mails, Duration.ofSeconds(keepAlive), failures));
        }
        assertEquals(connections, server.heard("CONNECT"));
    }

    @Test
    void leavesASessionWithTooManyFailures() {
        server.reply("RCPT", "550 5.1.1 No");
        for (int i = 0; i < 4; i++) {
            sendTo(sessions, hop(server), limits(10, 100, HOUR, 2));
        }
        assertEquals(2, server.heard("CONNECT"));
        assertEquals(2, server.heard("QUIT"));
    }

    @Test
    void leavesASessionThatNobodyUsesForTooLong() {
        sendTo(sessions, hop(server), limits(1, 100, Duration.ofMillis(20), 25));
        await(() -> server.heard("QUIT") == 1);
        // and its place is free
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), limits(1, 100, HOUR, 25)));
    }

    @Test
    void isBusyAtItsLimits() {
        RouteLimits one = limits(1, 100, HOUR, 25);
        RelaySession first = open(sessions, hop(server), one);
        Opening.Busy busy = assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, hop(server), one));
        assertTrue(busy.reply().startsWith("451 4.4.5 "), busy.reply());
        first.close();
        open(sessions, hop(server), one).close();
        assertEquals(1, server.heard("CONNECT"));
    }

    @ParameterizedTest
    @CsvSource({"1, 9, 9", "9, 1, 9", "9, 9, 1"})
    void countsByHostRouteAndSource(int perHost, int perRoute, int perSource) throws Exception {
        RouteLimits limits = new RouteLimits(
                perHost, perRoute, perSource, 9, 9, 9, Duration.ZERO, 100, HOUR, 25, List.of(RouteLimits.Family.INET4));
        ScriptedSmtpServer other = rig.sink();
        InetAddress first = InetAddress.getByName("127.0.0.2");
        InetAddress second = InetAddress.getByName("127.0.0.3");
        try (RelaySession taken = open(sessions, sentFrom(hop(server), first), limits)) {
            assertEquals(first, taken.hop().sourceOrNull());
            assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, sentFrom(hop(server), first), limits));
            Opening elsewhere = ClientRig.take(sessions, sentFrom(hop(other), first), limits);
            assertEquals(perSource == 1, elsewhere instanceof Opening.Busy);
            if (perHost == 1) {
                assertInstanceOf(Opening.Busy.class, ClientRig.take(sessions, sentFrom(hop(server), second), limits));
            }
            if (elsewhere instanceof Opening.Open opened) {
                opened.session().close();
            }
        }
    }

    @Test
    void comesFromTheSourceThatItIsTold() throws Exception {
        assertInstanceOf(
                Outcome.Delivered.class, sendTo(sessions, sentFrom(hop(server), InetAddress.getByName("127.0.0.2"))));
        assertEquals(List.of("127.0.0.2"), server.clients);
        // documentation addresses are nobody's
        Opening.Refused refused = assertInstanceOf(
                Opening.Refused.class,
                ClientRig.take(sessions, sentFrom(hop(server), InetAddress.getByName("192.0.2.1")), LIMITS));
        assertEquals(Opening.Phase.CONNECT, refused.phase());
    }

    @Test
    void freesThePlaceOfASessionThatCouldNotBeOpened() {
        server.reply("CONNECT", "554 5.3.2 No", "220 Yes");
        RouteLimits one = limits(1, 100, HOUR, 25);
        assertInstanceOf(Opening.Refused.class, ClientRig.take(sessions, hop(server), one));
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), one));
    }

    /** The host may end an idle session at any time; the mail does not notice. */
    @ParameterizedTest
    @ValueSource(strings = {"close", "421 4.4.2 Idle for too long", "452 4.5.3 Too many messages sent"})
    void replacesASessionThatWasDead(String reply) {
        server.reply("MAIL", "250 2.1.0 Ok", reply, "250 2.1.0 Ok");
        RouteLimits one = limits(1, 100, HOUR, 25);
        sendTo(sessions, hop(server), one);
        assertEquals("250 2.0.0 Queued as 1", sendTo(sessions, hop(server), one).reply());
        assertEquals(2, server.contents.size());
        assertEquals(2, server.heard("CONNECT"));
        // the place of the dead one is that of the other
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), one));
        assertEquals(2, server.heard("CONNECT"));
    }

    @Test
    void replacesASessionOnceOnly() {
        server.reply("MAIL", "250 2.1.0 Ok", "close");
        sendTo(sessions, hop(server));
        Outcome outcome = sendTo(sessions, hop(server));
        assertEquals("451 4.4.2 Connection lost: the host hung up", outcome.reply());
        assertEquals(2, server.heard("CONNECT"));
    }

    @Test
    void doesNotReplaceASessionThatHasAnswered() {
        server.reply("RCPT", "250 2.1.5 Ok", "close");
        sendTo(sessions, hop(server));
        assertInstanceOf(Outcome.Deferred.class, sendTo(sessions, hop(server)));
        assertEquals(1, server.heard("CONNECT"));
    }

    /** Nothing was said of the mail, so another host may have it. */
    @Test
    void refusesWhenADeadSessionCannotBeReplaced() {
        server.reply("MAIL", "250 2.1.0 Ok", "close").reply("CONNECT", "220 Hi", "421 No", "220 Hi");
        RouteLimits one = limits(1, 100, HOUR, 25);
        sendTo(sessions, hop(server), one);
        try (RelaySession session = open(sessions, hop(server), one)) {
            Opening.Refused refused = assertInstanceOf(
                    Opening.Refused.class,
                    ClientRig.sending(session, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org"))));
            assertEquals(Opening.Phase.GREETING, refused.phase());
            assertEquals("451 4.4.1 Refused by " + hop(server) + ": 421 No", refused.reply());
        }
        // and its place is free
        server.reply("MAIL", "250 2.1.0 Ok");
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server), one));
    }

    /** What nobody has asked for would be taken for the next answer. */
    @Test
    void keepsNoSessionThatHasMoreToSay() {
        server.reply(".", "250 2.0.0 Queued\n250 2.0.0 And more");
        sendTo(sessions, hop(server));
        sendTo(sessions, hop(server));
        assertEquals(2, server.heard("CONNECT"));
    }

    @Test
    void closesWhatComesBackAfterItsEnd() {
        RelaySession session = open(sessions, hop(server));
        sessions.close();
        assertInstanceOf(
                Outcome.Delivered.class,
                ClientRig.send(session, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")))
                        .values()
                        .iterator()
                        .next());
        session.close();
        assertEquals(1, server.heard("QUIT"));
        assertInstanceOf(Opening.Refused.class, ClientRig.take(sessions, hop(server), LIMITS));
    }

    /** How a host that is no good is told from one that may be later, and both from one of whom we know nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CONNECT | 554 5.3.2 No     | GREETING | 451 4.4.1 Refused by WHERE: 554 5.3.2 No
            CONNECT | 421 4.3.2 Busy   | GREETING | 451 4.4.1 Refused by WHERE: 421 4.3.2 Busy
            CONNECT | close            | GREETING | 451 4.4.1 No connection with WHERE: the host hung up
            CONNECT | silent           | GREETING | 451 4.4.1 No connection with WHERE: it took too long
            CONNECT | nonsense         | GREETING | 451 4.4.1 No connection with WHERE: no valid reply: nonsense
            CONNECT | endless          | GREETING | 451 4.4.1 No connection with WHERE: the reply is longer than 1000 lines
            EHLO    | 421 4.3.2 Busy   | GREETING | 451 4.4.1 Refused by WHERE: 421 4.3.2 Busy
            EHLO    | 450 4.7.1 Later  | GREETING | 451 4.4.1 Refused by WHERE: 450 4.7.1 Later
            EHLO    | close            | GREETING | 451 4.4.1 No connection with WHERE: the host hung up
            EHLO    | silent           | GREETING | 451 4.4.1 No connection with WHERE: it took too long
            EHLO    | nonsense         | GREETING | 451 4.4.1 No connection with WHERE: no valid reply: nonsense
            HELO    | 550 5.7.1 Never  | GREETING | 451 4.4.1 Refused by WHERE: 550 5.7.1 Never
            """)
    void saysWhyThereIsNoSession(String phase, String reply, String where, String expected) {
        server.reply(phase, reply);
        if (phase.equals("HELO")) {
            server.reply("EHLO", "502 5.5.1 No");
        }
        RelayTimeouts timeouts = reply.equals("silent")
                ? new RelayTimeouts(LONG, ClientRig.SHORT, ClientRig.SHORT, LONG, LONG, LONG, LONG)
                : ClientRig.PATIENT;
        Opening.Refused refused =
                assertInstanceOf(Opening.Refused.class, ClientRig.take(rig.sessions(timeouts), hop(server), LIMITS));
        assertEquals(where, refused.phase().name());
        assertEquals(expected.replace("WHERE", hop(server).toString()), refused.reply());
    }

    /** One octet at a time keeps every single wait short. */
    @Test
    void leavesAHostThatDribbles() {
        server.reply("CONNECT", "dribble");
        RelayTimeouts timeouts = new RelayTimeouts(LONG, LONG, LONG, LONG, LONG, LONG, ClientRig.SHORT);
        Opening.Refused refused =
                assertInstanceOf(Opening.Refused.class, ClientRig.take(rig.sessions(timeouts), hop(server), LIMITS));
        assertTrue(refused.reply().endsWith("it took too long"), refused.reply());
    }

    @Test
    void greetsWithHeloWhoDoesNotKnowEhlo() {
        server.reply("EHLO", "502 5.5.1 No");
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server)));
        assertEquals(List.of("CONNECT", "EHLO mx.waybill.test", "HELO mx.waybill.test"), server.commands.subList(0, 3));
    }
}
