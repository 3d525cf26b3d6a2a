package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.recipients;
import static org.waybill.queue.agent.client.ClientRig.send;
import static org.waybill.queue.agent.client.ClientRig.sendTo;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;

/** Mails that need more than one transaction, with hosts that end sessions in between: nobody gets a mail twice. */
class RelaySessionTest {

    private static final String QUEUED = "Delivered 250 2.0.0 Queued as 1";

    private final ClientRig rig = new ClientRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Kinds and replies, and how often each. */
    private static Map<String, Integer> outcomes(RelaySession session, int count) {
        Envelope[] recipients = recipients(count);
        Map<EnvelopeId, Outcome> outcomes = send(session, TestMail.job(TestMail.TEXT, recipients));
        assertEquals(count, outcomes.size());
        Map<String, Integer> counts = new TreeMap<>();
        for (Outcome outcome : outcomes.values()) {
            counts.merge(outcome.getClass().getSimpleName() + " " + outcome.reply(), 1, Integer::sum);
        }
        return counts;
    }

    private static void assertNobodyWasNamedTwice(ScriptedSmtpServer server) {
        List<String> named =
                server.commands.stream().filter(each -> each.startsWith("RCPT")).toList();
        assertEquals(named.stream().distinct().toList(), named);
    }

    private static String[] alternating(String one, String other, int pairs) {
        return Stream.concat(
                        Collections.nCopies(pairs, List.of(one, other)).stream().flatMap(List::stream), Stream.of(one))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "close, false",
        "421 4.7.0 One mail per session, false",
        "452 4.5.3 Too many messages sent, false",
        "452 4.5.3 Too many messages sent, true",
        "close, true",
        "421 4.7.0 One per session, true"
    })
    void bringsAllThereWhereASessionIsForOneTransaction(String end, boolean used) throws Exception {
        ScriptedSmtpServer server = rig.sink();
        RelaySessions sessions = rig.sessions();
        if (used) {
            sendTo(sessions, hop(server));
            server.commands.clear();
            server.contents.clear();
        }
        // where the session was used before, the first MAIL is one too many already
        server.reply("MAIL", used ? alternating(end, "250 2.1.0 Ok", 5) : alternating("250 2.1.0 Ok", end, 5));
        try (RelaySession session = open(sessions, hop(server))) {
            assertEquals(Map.of(QUEUED, 250), outcomes(session, 250));
        }
        assertEquals(3, server.contents.size());
        assertEquals(3, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }

    @Test
    void bringsThoseThereWhoWereTooManyWhereASessionIsForOneTransaction() throws Exception {
        String end = "421 4.7.0 One mail per session";
        ScriptedSmtpServer server = rig.sink()
                .reply("MAIL", alternating("250 2.1.0 Ok", end, 5))
                .reply("RCPT", "250 2.1.5 Ok", "452 4.5.3 Too many", "250 2.1.5 Ok");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(Map.of(QUEUED, 2), outcomes(session, 2));
        }
        assertEquals(2, server.contents.size());
        assertEquals(2, server.heard("CONNECT"));
        assertEquals(1, server.heard("RCPT TO:<a@x.org>"));
    }

    @ParameterizedTest
    @CsvSource({"close, 451 4.4.2 Connection lost: the host hung up", "421 4.3.2 Shutting down, 421 4.3.2 Shutting down"
    })
    void defersTheRestWhenTheHostWantsNoMoreOnANewSessionEither(String end, String reply) throws Exception {
        ScriptedSmtpServer server = rig.sink().reply("MAIL", "250 2.1.0 Ok", end);
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(Map.of(QUEUED, 100, "Deferred " + reply, 150), outcomes(session, 250));
        }
        assertEquals(1, server.contents.size());
        assertEquals(2, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }

    @Test
    void defersTheRestWhenThereIsNoNewSession() throws Exception {
        ScriptedSmtpServer server =
                rig.sink().reply("MAIL", "250 2.1.0 Ok", "close").reply("CONNECT", "220 Hi", "421 4.3.2 No");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(
                    Map.of(QUEUED, 100, "Deferred 451 4.4.1 Refused by " + hop(server) + ": 421 4.3.2 No", 1),
                    outcomes(session, 101));
        }
        assertEquals(2, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }

    /** A host that takes nobody, and hangs up, is asked no more. */
    @Test
    void opensNoNewSessionAfterATransactionThatSettledNothing() throws Exception {
        ScriptedSmtpServer server =
                rig.sink().reply("RCPT", "450 4.2.0 Later").reply("MAIL", "250 2.1.0 Ok", "close", "250 2.1.0 Ok");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(
                    Map.of(
                            "Deferred 450 4.2.0 Later",
                            100,
                            "Deferred 451 4.4.2 Connection lost: the host hung up",
                            101),
                    outcomes(session, 201));
        }
        assertEquals(1, server.heard("CONNECT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT TO:<user150@x.org>", "DATA", "."})
    void opensNoNewSessionForAMailThatWasBroughtHalfway(String command) throws Exception {
        ScriptedSmtpServer server = rig.sink();
        String yes = command.equals("DATA") ? "354 Go" : "250 2.0.0 Queued as 1";
        server.reply(command, command.startsWith("RCPT") ? new String[] {"close"} : new String[] {yes, "close"});
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(
                    Map.of(QUEUED, 100, "Deferred 451 4.4.2 Connection lost: the host hung up", 150),
                    outcomes(session, 250));
        }
        assertEquals(1, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }

    /** What nobody has asked for would be taken for the answer to MAIL. */
    @Test
    void goesOnElsewhereWhenTheHostSaysMoreThanItWasAsked() throws Exception {
        ScriptedSmtpServer server = rig.sink().reply(".", "250 2.0.0 Queued as 1\n250 2.0.0 And more");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(Map.of(QUEUED, 101), outcomes(session, 101));
        }
        assertEquals(2, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }

    @Test
    void goesOnElsewhereWhenTheHostWantedAContentForNobody() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("PIPELINING").reply("RCPT", "550 5.1.1 No");
        server.reply("RCPT TO:<user100@x.org>", "250 2.1.5 Ok");
        try (RelaySession session = open(rig.sessions(), hop(Hop.Protocol.LMTP, server, new TlsTerms.Never()))) {
            assertEquals(Map.of(QUEUED, 1, "Failed 550 5.1.1 No", 100), outcomes(session, 101));
        }
        assertEquals(2, server.heard("CONNECT"));
    }

    /** The promise was one of the session that is gone. */
    @Test
    void defersAMailWhoseTlsIsNotPromisedOnTheNewSession() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("REQUIRETLS");
        RelaySessions sessions = rig.sessions();
        sendTo(sessions, hop(server));
        server.offering("8BITMIME").reply("MAIL", "close", "250 2.1.0 Ok");
        MailParameters required = new MailParameters(0, BodyType.SEVEN_BIT, false, true, ReturnedContent.UNSAID, "");
        try (RelaySession session = open(sessions, hop(server))) {
            Outcome outcome = send(session, TestMail.job(required, TestMail.TEXT, recipients(1)))
                    .values()
                    .iterator()
                    .next();
            assertEquals("451 4.7.30 REQUIRETLS support required: localhost has it no more", outcome.reply());
        }
        assertEquals(2, server.heard("CONNECT"));
        assertEquals(2, server.heard("MAIL"));
    }

    @Test
    void goesOnElsewhereWhenTheHostHasLostItsPlace() throws Exception {
        String reply = "503 5.5.1 Bad sequence";
        ScriptedSmtpServer server = rig.sink().reply("RCPT TO:<user7@x.org>", reply);
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(Map.of(QUEUED, 100, "Deferred " + reply, 1), outcomes(session, 101));
        }
        assertEquals(2, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }

    @Test
    void defersAllWhenTheHostNeverKnowsItsPlace() throws Exception {
        String reply = "503 5.5.1 Bad sequence";
        ScriptedSmtpServer server = rig.sink().reply("MAIL", reply);
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(Map.of("Deferred " + reply, 250), outcomes(session, 250));
        }
        assertEquals(1, server.heard("MAIL"));
    }

    /** The dead session was replaced before anybody was named; who was refused on the new one stays refused. */
    @Test
    void keepsARefusalAcrossSessions() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        RelaySessions sessions = rig.sessions();
        sendTo(sessions, hop(server));
        server.commands.clear();
        server.reply("RCPT TO:<user7@x.org>", "550 5.1.1 No")
                .reply("MAIL", "close", "250 2.1.0 Ok", "close", "250 2.1.0 Ok");
        try (RelaySession session = open(sessions, hop(server))) {
            assertEquals(Map.of(QUEUED, 100, "Failed 550 5.1.1 No", 1), outcomes(session, 101));
        }
        assertEquals(2, server.heard("CONNECT"));
        assertNobodyWasNamedTwice(server);
    }
}
