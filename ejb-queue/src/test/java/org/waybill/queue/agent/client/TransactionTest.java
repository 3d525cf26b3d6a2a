package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.recipients;
import static org.waybill.queue.agent.client.ClientRig.send;
import static org.waybill.queue.agent.client.ClientRig.sendTo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;

/** What is said about one mail, and what the answers mean. */
class TransactionTest {

    private static final String TARGET = "relay there (plain text)";

    private static final MailParameters BINARY =
            new MailParameters(0, BodyType.BINARY_MIME, false, false, ReturnedContent.UNSAID, "");

    private final ClientRig rig = new ClientRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private ScriptedSmtpServer sink(boolean pipelining) throws Exception {
        return rig.sink().offering(pipelining ? new String[] {"PIPELINING"} : new String[] {"8BITMIME"});
    }

    private static Hop lmtp(ScriptedSmtpServer server) {
        return hop(Hop.Protocol.LMTP, server, new TlsTerms.Never());
    }

    /** Kinds and replies, in the order of the recipients. */
    private static List<String> outcomes(RelaySession session, DeliveryJob job) {
        Map<EnvelopeId, Outcome> outcomes = send(session, job);
        List<String> texts = new ArrayList<>();
        for (Envelope envelope : job.envelopes()) {
            Outcome outcome = outcomes.get(envelope.id());
            texts.add(outcome == null ? "none" : outcome.getClass().getSimpleName() + " " + outcome.reply());
        }
        assertEquals(job.envelopes().size(), outcomes.size());
        return texts;
    }

    private static List<String> outcomes(RelaySession session, Envelope... envelopes) {
        return outcomes(session, TestMail.job(TestMail.TEXT, envelopes));
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
                        ClientRig.LONG,
                        ClientRig.LONG,
                        phase.equals("MAIL") || phase.equals("RCPT") ? ClientRig.SHORT : ClientRig.LONG,
                        phase.equals("DATA") ? ClientRig.SHORT : ClientRig.LONG,
                        ClientRig.LONG,
                        phase.equals(".") ? ClientRig.SHORT : ClientRig.LONG,
                        ClientRig.LONG)
                : ClientRig.PATIENT;
        for (boolean pipelining : new boolean[] {false, true}) {
            if (pipelining && reply.equals("silent") && !phase.equals(".")) {
                // the replies to what comes behind would be taken for the one that is missing
                continue;
            }
            ScriptedSmtpServer server = sink(pipelining).reply(phase, reply.translateEscapes());
            try (RelaySession session = open(rig.sessions(timeouts), hop(server))) {
                assertEquals(List.of(expected), outcomes(session, recipients(1)), "pipelining: " + pipelining);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesEachRecipientItsOwnAnswer(boolean pipelining) throws Exception {
        ScriptedSmtpServer server = sink(pipelining)
                .reply("RCPT TO:<b@x.org>", "550 5.1.1 No")
                .reply("RCPT TO:<c@x.org>", "450 4.2.1 Full");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 Queued as 1",
                            "Failed 550 5.1.1 No",
                            "Deferred 450 4.2.1 Full",
                            "Delivered 250 2.0.0 Queued as 1"),
                    outcomes(session, recipients(4)));
            assertEquals(TARGET, sendTo(rig.sessions(), hop(sink(pipelining))).target());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWasTakenBeforeTheHostHungUpWaits(boolean pipelining) throws Exception {
        ScriptedSmtpServer server =
                sink(pipelining).reply("RCPT TO:<a@x.org>", "550 5.1.1 No").reply("RCPT TO:<c@x.org>", "421 4.3.2 Bye");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
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
    void takesBackADataThatNobodyIsBehind() throws Exception {
        ScriptedSmtpServer server = sink(true).reply("RCPT", "550 5.1.1 No", "550 5.1.1 No", "250 2.1.5 Yes");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
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
    void makesTheHostForgetAMailThatCameToNoEnd(String phase, String reply, String then) throws Exception {
        ScriptedSmtpServer server =
                rig.sink().offering("CHUNKING", "BINARYMIME").reply(phase, reply, then);
        MailParameters parameters = phase.equals("BDAT") ? BINARY : MailParameters.NONE;
        DeliveryJob job = TestMail.job(parameters, TestMail.TEXT, recipients(1));
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            outcomes(session, job);
            assertEquals(List.of("Delivered 250 2.0.0 Queued as 1"), outcomes(session, job));
        }
        assertEquals(1, server.heard("RSET"));
        assertEquals(1, server.heard("CONNECT"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesAtMostAHundredAtATime(boolean pipelining) throws Exception {
        ScriptedSmtpServer server = sink(pipelining);
        try (RelaySession session = open(rig.sessions(), hop(server))) {
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
    void sendsAgainForThoseWhoWereTooMany(String tooMany) throws Exception {
        ScriptedSmtpServer server =
                sink(true).reply("RCPT TO:<c@x.org>", tooMany, "250 2.1.5 Yes").reply("RCPT TO:<d@x.org>", tooMany);
        try (RelaySession session = open(rig.sessions(), hop(server))) {
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
    void doesNotSendAgainForThoseWhoMayBeFull(String recipient, String reply) throws Exception {
        ScriptedSmtpServer server = sink(true).reply("RCPT TO:<" + recipient + "@x.org>", reply);
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            List<String> outcomes = outcomes(session, recipients(2));
            assertEquals("Deferred " + reply, outcomes.get(recipient.equals("a") ? 0 : 1));
            assertEquals("Delivered 250 2.0.0 Queued as 1", outcomes.get(recipient.equals("a") ? 1 : 0));
        }
        assertEquals(1, server.heard("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 250 2.1.0 Ok", "RCPT, 250 2.1.5 Ok", "DATA, 354 Go"})
    void leavesAHostThatHasLostItsPlace(String phase, String then) throws Exception {
        ScriptedSmtpServer server = sink(false).reply(phase, "503 5.5.1 Bad sequence", then);
        RelaySessions sessions = rig.sessions();
        assertEquals("503 5.5.1 Bad sequence", sendTo(sessions, hop(server)).reply());
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop(server)));
        assertEquals(2, server.heard("CONNECT"));
        assertEquals(1, server.heard("QUIT"));
    }

    /** It has another mail in mind, and would send that on without a content. */
    @Test
    void endsNoContentWhereMailWasRefusedAndRecipientsWereTaken() throws Exception {
        ScriptedSmtpServer server = sink(true).reply("MAIL", "503 5.5.1 Nested MAIL");
        assertEquals(
                "503 5.5.1 Nested MAIL", sendTo(rig.sessions(), hop(server)).reply());
        server.close();
        assertEquals(1, server.heard("DATA"));
        assertEquals(List.of(), server.contents);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lmtpAnswersForEachRecipient(boolean pipelining) throws Exception {
        ScriptedSmtpServer server = sink(pipelining)
                .reply("RCPT TO:<b@x.org>", "550 5.1.1 No")
                .reply(".", "250 2.0.0 one\n452 4.2.2 full\n550 5.2.1 off");
        try (RelaySession session = open(rig.sessions(), lmtp(server))) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 one",
                            "Failed 550 5.1.1 No",
                            "Deferred 452 4.2.2 full",
                            "Failed 550 5.2.1 off"),
                    outcomes(session, recipients(4)));
        }
        assertTrue(server.commands.contains("LHLO " + ClientRig.OUR_NAME), server.commands::toString);
    }

    @Test
    void lmtpIsTheEndOfTheWay() throws Exception {
        Outcome outcome = sendTo(rig.sessions(), lmtp(sink(true)));
        assertEquals(new Outcome.Delivered(TARGET, "250 2.0.0 Queued as 1", Outcome.Holder.MAILBOX), outcome);
    }

    @Test
    void lmtpThatHangsUpBetweenItsAnswers() throws Exception {
        ScriptedSmtpServer server = sink(true).reply(".", "250 2.0.0 one\n421 4.3.2 Closing");
        try (RelaySession session = open(rig.sessions(), lmtp(server))) {
            assertEquals(
                    List.of(
                            "Delivered 250 2.0.0 one",
                            "Deferred 421 4.3.2 Closing",
                            "Deferred 451 4.4.2 Connection lost: the host closed the session"),
                    outcomes(session, recipients(3)));
        }
    }

    @Test
    void lmtpWantsAContentForNobody() throws Exception {
        ScriptedSmtpServer server = sink(true).reply("RCPT", "550 5.1.1 No");
        RelaySessions sessions = rig.sessions();
        try (RelaySession session = open(sessions, lmtp(server))) {
            assertEquals(List.of("Failed 550 5.1.1 No"), outcomes(session, recipients(1)));
        }
        // nobody knows how many answers there will be
        server.reply("RCPT", "250 2.1.5 Yes");
        assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, lmtp(server)));
        assertEquals(2, server.heard("CONNECT"));
    }

    @ParameterizedTest
    @CsvSource({"20, Delivered", "19, Failed", "0, Delivered", "'', Delivered", "no number, Delivered"})
    void sendsNothingThatIsLargerThanMayBe(String most, String kind) throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("SIZE " + most);
        DeliveryJob job = TestMail.job("a: b\r\n\r\n0123456789\r\n", recipients(1));
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            Outcome outcome = send(session, job).values().iterator().next();
            assertEquals(kind, outcome.getClass().getSimpleName());
            assertEquals(
                    kind.equals("Failed"), outcome.reply().startsWith("552 5.3.4 localhost takes no more than 19 "));
        }
        assertEquals(kind.equals("Failed") ? 0 : 1, server.heard("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"CHUNKING BINARYMIME, true", "CHUNKING 8BITMIME, false", "BINARYMIME, false", "8BITMIME, false"})
    void sendsOctetsWithoutLinesInAChunkOrNotAtAll(String offered, boolean sent) throws Exception {
        ScriptedSmtpServer server = rig.sink().offering(offered.split(" "));
        String text = "a: b\r\n\r\n.\n.\r\0x";
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            String outcome =
                    outcomes(session, TestMail.job(BINARY, text, recipients(1))).get(0);
            assertTrue(outcome.startsWith(sent ? "Delivered 250 " : "Failed 554 5.6.3 "), outcome);
        }
        if (sent) {
            assertTrue(
                    server.commands.contains("MAIL FROM:<alice@example.com> BODY=BINARYMIME"),
                    server.commands::toString);
            assertTrue(server.commands.contains("BDAT " + text.length() + " LAST"), server.commands::toString);
            assertEquals(text, server.content());
        } else {
            assertEquals(0, server.heard("MAIL"));
        }
    }

    @Test
    void breaksLinesThatAreTooLong() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("SIZE");
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            outcomes(session, TestMail.job("a: b\r\n\r\n" + "x".repeat(2000) + "\r\n", recipients(1)));
        }
        assertTrue(server.content().lines().allMatch(line -> line.length() <= 76), server.content());
        assertEquals("MAIL FROM:<alice@example.com> SIZE=" + server.content().length(), server.commands.get(2));
    }

    @Test
    void neverSendsWhatCouldBeTakenForTheEnd() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        try (RelaySession session = open(rig.sessions(), hop(server))) {
            assertTrue(outcomes(session, TestMail.job("a: b\n.\n", recipients(1)))
                    .get(0)
                    .startsWith("Failed 554 5.6.0 "));
        }
        assertEquals(0, server.heard("MAIL"));
    }

    /** A host that reads nothing fills all buffers on the way. */
    @Test
    void leavesAHostThatTakesNothing() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("8BITMIME").reply("DATA", "deaf");
        Duration hour = Duration.ofHours(1);
        // nothing else would end this test
        RelayTimeouts impatient = new RelayTimeouts(hour, hour, hour, hour, ClientRig.SHORT, hour, hour);
        try (RelaySession session = open(rig.sessions(impatient), hop(server))) {
            assertEquals(
                    List.of("Deferred 451 4.4.2 Connection lost: it took too long"),
                    outcomes(session, TestMail.job("line\r\n".repeat(5_000_000), recipients(1))));
        }
    }
}
