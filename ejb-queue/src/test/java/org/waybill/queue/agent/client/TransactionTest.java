package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.BINARY;
import static org.waybill.queue.agent.client.ClientRig.LONG;
import static org.waybill.queue.agent.client.ClientRig.OUR_NAME;
import static org.waybill.queue.agent.client.ClientRig.PATIENT;
import static org.waybill.queue.agent.client.ClientRig.SHORT;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.recipients;
import static org.waybill.queue.agent.client.ClientRig.sendTo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.smtp.MailParameters;

/** What is said about one mail, and what the answers mean. */
class TransactionTest extends SessionsToHost {

    private static final String TARGET = "relay there (plain text)";

    private static ScriptedSmtpServer offering(ScriptedSmtpServer host, boolean pipelining) {
        return host.offering(pipelining ? "PIPELINING" : "8BITMIME");
    }

    private ScriptedSmtpServer offering(boolean pipelining) {
        return offering(server, pipelining);
    }

    private Hop lmtp() {
        return hop(Hop.Protocol.LMTP, server, new TlsTerms.Never());
    }

    private static List<String> outcomes(RelaySession session, Envelope... envelopes) {
        return ClientRig.outcomes(session, TestMail.job(TestMail.TEXT, envelopes));
    }

    /** Each phase, each way to go wrong: the same with and without PIPELINING. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            MAIL | 550 5.7.1 Go away   | Failed 550 5.7.1 Go away
            MAIL | 451 4.7.1 Later     | Deferred 451 4.7.1 Later
            MAIL | 503 5.5.1 Nested    | Deferred 503 5.5.1 Nested
            MAIL | 503 4.5.0 Nested    | Deferred 503 4.5.0 Nested
            MAIL | 503 5.7.0 Go away   | Failed 503 5.7.0 Go away
            MAIL | 421 4.3.2 Closing   | Deferred 421 4.3.2 Closing
            MAIL | close               | Deferred 451 4.4.2 Connection lost: the host hung up
            MAIL | silent              | Deferred 451 4.4.2 Connection lost: it took too long
            MAIL | nonsense            | Deferred 451 4.4.2 Connection lost: no valid reply: nonsense
            MAIL | 250-a\\n251 b       | Deferred 451 4.4.2 Connection lost: no valid reply: its lines have different codes
            RCPT | 550 5.1.1 No        | Failed 550 5.1.1 No
            RCPT | 552 5.2.2 Full      | Failed 552 5.2.2 Full
            RCPT | 552 Too many        | Deferred 552 Too many
            RCPT | 503 MAIL first      | Deferred 503 MAIL first
            RCPT | 450 4.2.1 Later     | Deferred 450 4.2.1 Later
            RCPT | 421 4.3.2 Closing   | Deferred 421 4.3.2 Closing
            RCPT | close               | Deferred 451 4.4.2 Connection lost: the host hung up
            RCPT | silent              | Deferred 451 4.4.2 Connection lost: it took too long
            RCPT | nonsense            | Deferred 451 4.4.2 Connection lost: no valid reply: nonsense
            DATA | 554 5.7.1 No        | Failed 554 5.7.1 No
            DATA | 503 5.5.2 RCPT?     | Deferred 503 5.5.2 RCPT?
            DATA | 451 4.3.0 Later     | Deferred 451 4.3.0 Later
            DATA | 250 2.0.0 Odd       | Deferred 250 2.0.0 Odd
            DATA | 421 4.3.2 Closing   | Deferred 421 4.3.2 Closing
            DATA | close               | Deferred 451 4.4.2 Connection lost: the host hung up
            DATA | silent              | Deferred 451 4.4.2 Connection lost: it took too long
            .    | 554 5.7.1 Spam      | Failed 554 5.7.1 Spam
            .    | 503 5.5.1 Never     | Failed 503 5.5.1 Never
            .    | 552 5.3.4 Too large | Failed 552 5.3.4 Too large
            .    | 451 4.3.0 Disk full | Deferred 451 4.3.0 Disk full
            .    | 421 4.3.2 Closing   | Deferred 421 4.3.2 Closing
            .    | close               | Deferred 451 4.4.2 Connection lost: the host hung up
            .    | silent              | Deferred 451 4.4.2 Connection lost: it took too long
            .    | 250 2.0.0 Yours     | Delivered 250 2.0.0 Yours
            """)
    void decidesByThePhaseAndTheAnswer(String phase, String reply, String expected) throws Exception {
        RelayTimeouts timeouts = reply.equals("silent")
                ? new RelayTimeouts(
                        LONG,
                        LONG,
                        phase.equals("MAIL") || phase.equals("RCPT") ? SHORT : LONG,
                        phase.equals("DATA") ? SHORT : LONG,
                        LONG,
                        phase.equals(".") ? SHORT : LONG,
                        LONG)
                : PATIENT;
        for (boolean pipelining : new boolean[] {false, true}) {
            if (pipelining && reply.equals("silent") && !phase.equals(".")) {
                // the replies to what comes behind would be taken for the one that is missing
                continue;
            }
            ScriptedSmtpServer host = offering(rig.sink(), pipelining).reply(phase, reply.translateEscapes());
            try (RelaySession session = open(rig.sessions(timeouts), hop(host))) {
                assertEquals(List.of(expected), outcomes(session, recipients(1)), "pipelining: " + pipelining);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesEachRecipientItsOwnAnswer(boolean pipelining) throws Exception {
        offering(pipelining).reply("RCPT TO:<b@x.org>", "550 5.1.1 No").reply("RCPT TO:<c@x.org>", "450 4.2.1 Full");
        try (RelaySession session = open(sessions, hop(server))) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 Queued as 1",
                            "Failed 550 5.1.1 No",
                            "Deferred 450 4.2.1 Full",
                            "Delivered 250 2.0.0 Queued as 1"),
                    outcomes(session, recipients(4)));
            assertEquals(
                    TARGET,
                    sendTo(sessions, hop(offering(rig.sink(), pipelining))).target());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWasTakenBeforeTheHostHungUpWaits(boolean pipelining) {
        offering(pipelining).reply("RCPT TO:<a@x.org>", "550 5.1.1 No").reply("RCPT TO:<c@x.org>", "421 4.3.2 Bye");
        try (RelaySession session = open(sessions, hop(server))) {
            assertEquals(
                    List.of(
                            "Failed 550 5.1.1 No",
                            "Deferred 421 4.3.2 Bye",
                            "Deferred 421 4.3.2 Bye",
                            "Deferred 421 4.3.2 Bye"),
                    outcomes(session, recipients(4)));
        }
        assertEquals(List.of(), server.contents);
    }

    /** RFC 2920 §3.1: a host that wants a content for nobody gets an empty one, and the session goes on. */
    @Test
    void takesBackADataThatNobodyIsBehind() {
        offering(true).reply("RCPT", "550 5.1.1 No", "550 5.1.1 No", "250 2.1.5 Yes");
        try (RelaySession session = open(sessions, hop(server))) {
            assertEquals(List.of("Failed 550 5.1.1 No", "Failed 550 5.1.1 No"), outcomes(session, recipients(2)));
            assertEquals(List.of("Delivered 250 2.0.0 Queued as 1"), outcomes(session, recipients(1)));
        }
        assertEquals("", new String(server.contents.get(0), StandardCharsets.US_ASCII));
        assertEquals(TestMail.TEXT, server.content());
        assertEquals(1, server.heard("CONNECT"));
        assertEquals(0, server.heard("RSET"));
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 No, 250 2.1.5 Yes",
        "DATA, 451 4.3.0 Later, 354 Go",
        "., 554 5.7.1 Spam, 250 2.0.0 Queued as 1",
        "BDAT, 554 5.7.1 Spam, 250 2.0.0 Queued as 1"
    })
    void makesTheHostForgetAMailThatCameToNoEnd(String phase, String reply, String then) {
        server.offering("CHUNKING", "BINARYMIME").reply(phase, reply, then);
        MailParameters parameters = phase.equals("BDAT") ? BINARY : MailParameters.NONE;
        DeliveryJob job = TestMail.job(parameters, TestMail.TEXT, recipients(1));
        try (RelaySession session = open(sessions, hop(server))) {
            ClientRig.outcomes(session, job);
            assertEquals(List.of("Delivered 250 2.0.0 Queued as 1"), ClientRig.outcomes(session, job));
        }
        assertEquals(1, server.heard("RSET"));
        assertEquals(1, server.heard("CONNECT"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesAtMostAHundredAtATime(boolean pipelining) {
        offering(pipelining);
        try (RelaySession session = open(sessions, hop(server))) {
            List<String> outcomes = outcomes(session, recipients(250));
            assertTrue(outcomes.stream().allMatch("Delivered 250 2.0.0 Queued as 1"::equals), outcomes.toString());
        }
        assertEquals(3, server.heard("MAIL"));
        assertEquals(250, server.heard("RCPT"));
        assertEquals(3, server.contents.size());
        assertEquals(1, server.heard("CONNECT"));
    }

    /** RFC 5321 §4.5.3.1.10, with the codes of now and then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "452 4.5.3 Too many",
                "552 5.5.3 Too many",
                "451 4.5.3 Too many",
                "452 Too many",
                "552 Too many",
                "452"
            })
    void sendsAgainForThoseWhoWereTooMany(String tooMany) {
        offering(true).reply("RCPT TO:<c@x.org>", tooMany, "250 2.1.5 Yes").reply("RCPT TO:<d@x.org>", tooMany);
        try (RelaySession session = open(sessions, hop(server))) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 Queued as 1",
                            "Delivered 250 2.0.0 Queued as 1",
                            "Delivered 250 2.0.0 Queued as 1",
                            "Deferred " + tooMany),
                    outcomes(session, recipients(4)));
        }
        // the third one gets nothing through, and there is no fourth
        assertEquals(3, server.heard("MAIL"));
    }

    /** A code that says no more may mean the recipient, unless others were taken before. */
    @ParameterizedTest
    @CsvSource({"a, 452 Full", "a, 552 Full", "b, 452 4.2.2 Full", "b, 452 4.5.30 What", "b, 450 Too many"})
    void doesNotSendAgainForThoseWhoMayBeFull(String recipient, String reply) {
        offering(true).reply("RCPT TO:<" + recipient + "@x.org>", reply);
        try (RelaySession session = open(sessions, hop(server))) {
            List<String> outcomes = outcomes(session, recipients(2));
            assertEquals("Deferred " + reply, outcomes.get(recipient.equals("a") ? 0 : 1));
            assertEquals("Delivered 250 2.0.0 Queued as 1", outcomes.get(recipient.equals("a") ? 1 : 0));
        }
        assertEquals(1, server.heard("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 250 2.1.0 Ok", "RCPT, 250 2.1.5 Ok", "DATA, 354 Go"})
    void leavesAHostThatHasLostItsPlace(String phase, String then) {
        offering(false).reply(phase, "503 5.5.1 Bad sequence", then);
        assertEquals("503 5.5.1 Bad sequence", sendTo(sessions, hop(server)).reply());
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server)));
        assertEquals(2, server.heard("CONNECT"));
        assertEquals(1, server.heard("QUIT"));
    }

    /** It has another mail in mind, and would send that on without a content. */
    @Test
    void endsNoContentWhereMailWasRefusedAndRecipientsWereTaken() {
        offering(true).reply("MAIL", "503 5.5.1 Nested MAIL");
        assertEquals("503 5.5.1 Nested MAIL", sendTo(sessions, hop(server)).reply());
        server.close();
        assertEquals(1, server.heard("DATA"));
        assertEquals(List.of(), server.contents);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lmtpAnswersForEachRecipient(boolean pipelining) {
        offering(pipelining)
                .reply("RCPT TO:<b@x.org>", "550 5.1.1 No")
                .reply(".", "250 2.0.0 one\n452 4.2.2 full\n550 5.2.1 off");
        try (RelaySession session = open(sessions, lmtp())) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 one",
                            "Failed 550 5.1.1 No",
                            "Deferred 452 4.2.2 full",
                            "Failed 550 5.2.1 off"),
                    outcomes(session, recipients(4)));
        }
        assertTrue(server.commands.contains("LHLO " + OUR_NAME), server.commands::toString);
    }

    @Test
    void lmtpIsTheEndOfTheWay() {
        offering(true);
        Outcome outcome = sendTo(sessions, lmtp());
        assertEquals(new Outcome.Delivered(TARGET, new ReplyLine("250 2.0.0 Queued as 1", "localhost")), outcome);
    }

    @Test
    void lmtpThatHangsUpBetweenItsAnswers() {
        offering(true).reply(".", "250 2.0.0 one\n421 4.3.2 Closing");
        try (RelaySession session = open(sessions, lmtp())) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 one",
                            "Deferred 421 4.3.2 Closing",
                            "Deferred 451 4.4.2 Connection lost: the host closed the session"),
                    outcomes(session, recipients(3)));
        }
    }

    @Test
    void lmtpWantsAContentForNobody() {
        offering(true).reply("RCPT", "550 5.1.1 No");
        try (RelaySession session = open(sessions, lmtp())) {
            assertEquals(List.of("Failed 550 5.1.1 No"), outcomes(session, recipients(1)));
        }
        // nobody knows how many answers there will be
        server.reply("RCPT", "250 2.1.5 Yes");
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, lmtp()));
        assertEquals(2, server.heard("CONNECT"));
    }
}
