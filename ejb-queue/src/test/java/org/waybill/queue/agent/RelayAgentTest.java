package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.PATIENT;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.Outcome.Holder;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.listener.MessageBody;

class RelayAgentTest {

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void speaksOnePlainTransaction() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Outcome outcome = rig.relay(server);
        assertEquals(
                new Outcome.Delivered(RelayRig.target("smtp", server), said("250 2.0.0 Queued as 1"), Holder.HOST),
                outcome);
        assertEquals(
                List.of(
                        "CONNECT",
                        "EHLO mx.waybill.test",
                        "MAIL FROM:<alice@example.com> SIZE=" + TestMail.TEXT.length(),
                        "RCPT TO:<bob@example.org>",
                        "DATA",
                        "QUIT"),
                server.commands);
        assertEquals(TestMail.TEXT, server.content());
    }

    @Test
    void fallsBackToHelo() throws Exception {
        ScriptedSmtpServer server = rig.sink().reply("EHLO", "502 5.5.1 No");
        assertInstanceOf(Outcome.Delivered.class, rig.relay(server));
        assertEquals("MAIL FROM:<alice@example.com>", server.commands.get(3));
    }

    @Test
    void sendsTheNullSenderAsSuch() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        rig.relay(
                to(url("smtp", server)), TestMail.job("a: b\r\n", TestMail.envelope(1, "", "bob@example.org", "act")));
        assertTrue(server.commands.contains("MAIL FROM:<> SIZE=6"), server.commands.toString());
    }

    @Test
    void quotesALocalPartThatNeedsIt() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        rig.relay(
                to(url("smtp", server)),
                TestMail.job("a: b\r\n", TestMail.envelope(1, "\"a b\"@x.org", "\"c>\\\"d;\"@y.org", "act")));
        assertTrue(server.commands.contains("MAIL FROM:<\"a b\"@x.org> SIZE=6"), server.commands.toString());
        assertTrue(server.commands.contains("RCPT TO:<\"c>\\\"d;\"@y.org>"), server.commands.toString());
    }

    @Test
    void sendsEveryOctetAndDoublesDotsAtTheBeginningOfLines() throws Exception {
        StringBuilder text =
                new StringBuilder("Bcc: x@y.org\r\nContent-Length: 7\r\nX-Odd : \t\r\n\r\n.\r\n..\r\n.a\r\n");
        StringBuilder wire =
                new StringBuilder("Bcc: x@y.org\r\nContent-Length: 7\r\nX-Odd : \t\r\n\r\n..\r\n...\r\n..a\r\n");
        for (char c = 1; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                text.append(c).append(".").append(c);
                wire.append(c).append(".").append(c);
            }
        }
        text.append("\r\n");
        wire.append("\r\n");
        ScriptedSmtpServer server = rig.sink();
        assertInstanceOf(Outcome.Delivered.class, rig.relay(server, text.toString()));
        assertArrayEquals(wire.toString().getBytes(StandardCharsets.ISO_8859_1), server.contents.get(0));
        assertTrue(server.commands.get(2).endsWith(" BODY=8BITMIME"), server.commands.get(2));
    }

    @Test
    void failsAnEightBitHeaderWhereNobodyUnderstandsIt() throws Exception {
        ScriptedSmtpServer server = rig.sink().reply("EHLO", "250 sink.test");
        Outcome outcome = rig.relay(server, "a: \u00e4\r\n");
        assertInstanceOf(Outcome.Failed.class, outcome);
        assertEquals(
                "554 5.6.3 localhost takes no 8-bit content, and this one cannot be converted:"
                        + " a header holds octets above 127",
                outcome.reply());
    }

    @Test
    void streamsALargeBody() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("8BITMIME");
        String text = ".line of a large mail\r\n".repeat(200_000);
        assertInstanceOf(Outcome.Delivered.class, rig.relay(server, text));
        assertEquals(text.length() + 200_000, server.contents.get(0).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\nb", "a\r.\rb", "a\r\n.\rb", "a\u0000b", "a\r\r\nb", "a\n", "a\r", "\n"})
    void neverSendsWhatCouldBeTakenForTheEndOfAMail(String text) throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Outcome outcome = rig.relay(server, text);
        assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(outcome.reply().startsWith("554 5.6.0 "), outcome.reply());
        assertEquals(List.of(), server.commands);
    }

    @Test
    void givesEachRecipientItsOwnAnswer() throws Exception {
        ScriptedSmtpServer server = rig.sink()
                .reply("RCPT TO:<b@x.org>", "550-5.1.1 No such\n550 5.1.1 user")
                .reply("RCPT TO:<c@x.org>", "452 4.2.2 Full")
                .reply("RCPT TO:<d@x.org>", "251 2.1.5 Forwarded")
                .reply("RCPT TO:<e@x.org>", "530 5.7.0 Authenticate")
                .reply("RCPT TO:<f@x.org>", "552 5.5.3 Too many recipients")
                .reply("RCPT TO:<g@x.org>", "552 5.2.2 Full for ever");
        List<Envelope> envelopes = new ArrayList<>();
        for (String user : List.of("a", "b", "c", "d", "e", "f", "g")) {
            envelopes.add(TestMail.envelope(envelopes.size() + 1, "alice@example.com", user + "@x.org", "act"));
        }
        Map<EnvelopeId, Outcome> outcomes = rig.agent(PATIENT)
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, envelopes.toArray(Envelope[]::new)));
        String target = RelayRig.target("smtp", server);
        assertEquals(
                List.of(
                        new Outcome.Delivered(target, said("250 2.0.0 Queued as 1"), Holder.HOST),
                        new Outcome.Failed(target, said("550 5.1.1 No such / 5.1.1 user")),
                        new Outcome.Deferred(target, said("452 4.2.2 Full")),
                        new Outcome.Delivered(target, said("250 2.0.0 Queued as 1"), Holder.HOST),
                        new Outcome.Deferred(target, said("530 5.7.0 Authenticate")),
                        new Outcome.Deferred(target, said("552 5.5.3 Too many recipients")),
                        new Outcome.Failed(target, said("552 5.2.2 Full for ever"))),
                envelopes.stream().map(envelope -> outcomes.get(envelope.id())).toList());
        assertEquals(1, server.contents.size());
        assertEquals(1, server.commands.stream().filter("CONNECT"::equals).count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            MAIL | 550 5.7.1 Go away     | Failed   | 550 5.7.1 Go away
            MAIL | 451 4.7.1 Later       | Deferred | 451 4.7.1 Later
            MAIL | 421 4.3.2 Closing     | Deferred | 421 4.3.2 Closing
            MAIL | close                 | Deferred | 451 4.4.2 Connection lost: the host hung up
            MAIL | 354 What              | Deferred | 354 What
            MAIL | nonsense              | Deferred | 451 4.4.2 Connection lost: no valid reply: nonsense
            RCPT | 550 5.1.1 No          | Failed   | 550 5.1.1 No
            RCPT | 450 4.2.1 Later       | Deferred | 450 4.2.1 Later
            RCPT | 421 4.3.2 Closing     | Deferred | 421 4.3.2 Closing
            RCPT | close                 | Deferred | 451 4.4.2 Connection lost: the host hung up
            DATA | 554 5.7.1 No          | Failed   | 554 5.7.1 No
            DATA | 451 4.3.0 Later       | Deferred | 451 4.3.0 Later
            DATA | 250 2.0.0 Odd         | Deferred | 250 2.0.0 Odd
            .    | 554 5.7.1 Spam        | Failed   | 554 5.7.1 Spam
            .    | 451 4.3.0 Disk full   | Deferred | 451 4.3.0 Disk full
            .    | 251 2.0.0 Fine too    | Delivered| 251 2.0.0 Fine too
            .    | close                 | Deferred | 451 4.4.2 Connection lost: the host hung up
            """)
    void decidesByThePhaseAndTheAnswer(String phase, String reply, String kind, String expected) throws Exception {
        Outcome outcome = rig.relay(rig.sink().reply(phase, reply));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        boolean noReply = expected.contains("Connection lost");
        assertEquals(noReply ? ReplyLine.ours(expected) : said(expected), outcome.line());
    }

    /** Nobody could be asked about the mail, or the host said its word about something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CONNECT | 554 5.7.1 Go away  | 451 4.4.1 Refused by localhost [127.0.0.1]:PORT: 554 5.7.1 Go away
            EHLO    | 421 4.3.2 Busy     | 451 4.4.1 Refused by localhost [127.0.0.1]:PORT: 421 4.3.2 Busy
            CONNECT | close              | 451 4.4.1 No connection with localhost [127.0.0.1]:PORT: the host hung up
            EHLO    | 250 SIZE 1         | 552 5.3.4 localhost takes no more than 1 octets, the mail has SIZE
            """)
    void doesNotTakeItsOwnWordsForThoseOfTheHost(String command, String reply, String expected) throws Exception {
        ScriptedSmtpServer server = rig.sink().reply(command, reply.replace("250 SIZE", "250-here\n250 SIZE"));
        String line = expected.replace("PORT", String.valueOf(server.port()))
                .replace("has SIZE", "has " + TestMail.TEXT.length());
        assertEquals(ReplyLine.ours(line), rig.relay(server).line());
    }

    @Test
    void nobodyHasSaidAnythingAtAClosedPort() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        server.close();
        Outcome outcome = rig.relay(server);
        assertTrue(outcome.reply().startsWith("451 4.4.1 No connection with localhost "), outcome.reply());
        assertEquals("", outcome.line().remoteHost());
    }

    private static ReplyLine said(String reply) {
        return new ReplyLine(reply, "localhost");
    }

    @Test
    void defersThoseWhoWereTakenBeforeTheHostHungUp() throws Exception {
        ScriptedSmtpServer server =
                rig.sink().reply("RCPT TO:<a@x.org>", "550 5.1.1 No").reply("RCPT TO:<c@x.org>", "421 4.3.2 Closing");
        Envelope a = TestMail.envelope(1, "", "a@x.org", "act");
        Envelope b = TestMail.envelope(2, "", "b@x.org", "act");
        Envelope c = TestMail.envelope(3, "", "c@x.org", "act");
        Envelope d = TestMail.envelope(4, "", "d@x.org", "act");
        Map<EnvelopeId, Outcome> outcomes =
                rig.agent(PATIENT).deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, a, b, c, d));
        assertInstanceOf(Outcome.Failed.class, outcomes.get(a.id()));
        assertInstanceOf(Outcome.Deferred.class, outcomes.get(b.id()));
        assertInstanceOf(Outcome.Deferred.class, outcomes.get(c.id()));
        assertInstanceOf(Outcome.Deferred.class, outcomes.get(d.id()));
        assertEquals(List.of(), server.contents);
    }

    @Test
    void cutsTheConnectionWhenItsOwnDiskFailsWithinTheContent() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        MessageBody broken = new MessageBody() {
            private int opened;

            @Override
            public long size() {
                return 100;
            }

            @Override
            public InputStream open() throws IOException {
                if (opened++ > 0) {
                    throw new IOException("Input/output error");
                }
                return InputStream.nullInputStream();
            }
        };
        Envelope bob = TestMail.envelope("bob@example.org");
        Outcome outcome =
                rig.relay(to(url("smtp", server)), new DeliveryJob(TestMail.message("a@b.org"), List.of(bob), broken));
        assertEquals("451 4.4.2 Connection lost: Input/output error", outcome.reply());
        server.close();
        assertEquals(List.of(), server.contents);
        assertTrue(server.commands.contains("DATA"), server.commands.toString());
    }
}
