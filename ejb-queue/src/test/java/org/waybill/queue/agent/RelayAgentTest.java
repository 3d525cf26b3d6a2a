package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.RelayHosts;
import org.waybill.queue.core.action.RelayUrl;
import org.waybill.queue.core.deliver.BodiesInMemory;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.listener.MessageBody;

class RelayAgentTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final RelayTimeouts PATIENT = new RelayTimeouts(LONG, LONG, LONG, LONG);

    private static SSLContext serverTls;
    private static SSLContext clientTls;
    private static SSLContext strangersTls;

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        serverTls = keys.server();
        clientTls = keys.client();
        strangersTls = TestKeys.forName(directory, "dns:elsewhere.test").server();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : toClose) {
            one.close();
        }
        watchdog.shutdownNow();
    }

    private <T extends AutoCloseable> T closing(T one) {
        toClose.add(one);
        return one;
    }

    private ScriptedSmtpServer sink() throws Exception {
        return closing(ScriptedSmtpServer.plain());
    }

    private RelayAgent agent(RelayTimeouts timeouts) {
        NameServers names = NameServers.of(List.of(), LONG);
        MxHosts hosts = new MxHosts(names, "mx.waybill.test", 25, new Random(1));
        return new RelayAgent(hosts, "mx.waybill.test", clientTls, timeouts, watchdog);
    }

    private static Action to(String... urls) {
        return new Action.RelayHost(Arrays.stream(urls).map(RelayUrl::parse).toList());
    }

    private static String url(String schema, ScriptedSmtpServer server) {
        return schema + "://localhost:" + server.port();
    }

    private Outcome relay(Action action, DeliveryJob job) {
        return Objects.requireNonNull(
                agent(PATIENT).deliver(action, job).get(job.envelopes().get(0).id()));
    }

    private Outcome relay(ScriptedSmtpServer server, String text) {
        return relay(to(url("smtp", server)), TestMail.job(text, TestMail.envelope("bob@example.org")));
    }

    private Outcome relay(ScriptedSmtpServer server) {
        return relay(server, TestMail.TEXT);
    }

    @Test
    void speaksOnePlainTransaction() throws Exception {
        ScriptedSmtpServer server = sink();
        Outcome outcome = relay(server);
        assertEquals(new Outcome.Delivered("relay " + url("smtp", server), "250 2.0.0 Queued as 1"), outcome);
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
        ScriptedSmtpServer server = sink().reply("EHLO", "502 5.5.1 No");
        assertInstanceOf(Outcome.Delivered.class, relay(server));
        assertEquals("MAIL FROM:<alice@example.com>", server.commands.get(3));
    }

    @Test
    void sendsTheNullSenderAsSuch() throws Exception {
        ScriptedSmtpServer server = sink();
        relay(to(url("smtp", server)), TestMail.job("a: b\r\n", TestMail.envelope(1, "", "bob@example.org", "act")));
        assertTrue(server.commands.contains("MAIL FROM:<> SIZE=6"), server.commands.toString());
    }

    @Test
    void quotesALocalPartThatNeedsIt() throws Exception {
        ScriptedSmtpServer server = sink();
        relay(
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
        ScriptedSmtpServer server = sink();
        assertInstanceOf(Outcome.Delivered.class, relay(server, text.toString()));
        assertArrayEquals(wire.toString().getBytes(StandardCharsets.ISO_8859_1), server.contents.get(0));
        assertTrue(server.commands.get(2).endsWith(" BODY=8BITMIME"), server.commands.get(2));
    }

    @Test
    void sendsEightBitWithoutSayingSoWhereNobodyUnderstandsIt() throws Exception {
        ScriptedSmtpServer server = sink().reply("EHLO", "250 sink.test");
        relay(server, "a: \u00e4\r\n");
        assertEquals("MAIL FROM:<alice@example.com>", server.commands.get(2));
        assertEquals("a: \u00e4\r\n", server.content());
    }

    @Test
    void streamsALargeBody() throws Exception {
        ScriptedSmtpServer server = sink();
        String text = ".line of a large mail\r\n".repeat(200_000);
        assertInstanceOf(Outcome.Delivered.class, relay(server, text));
        assertEquals(text.length() + 200_000, server.contents.get(0).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\nb", "a\r.\rb", "a\r\n.\rb", "a\u0000b", "a\r\r\nb", "a\n", "a\r", "\n"})
    void neverSendsWhatCouldBeTakenForTheEndOfAMail(String text) throws Exception {
        ScriptedSmtpServer server = sink();
        Outcome outcome = relay(server, text);
        assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(outcome.reply().startsWith("554 5.6.0 "), outcome.reply());
        assertEquals(List.of(), server.commands);
    }

    @Test
    void givesEachRecipientItsOwnAnswer() throws Exception {
        ScriptedSmtpServer server = sink().reply("RCPT TO:<b@x.org>", "550-5.1.1 No such\n550 5.1.1 user")
                .reply("RCPT TO:<c@x.org>", "452 4.2.2 Full")
                .reply("RCPT TO:<d@x.org>", "251 2.1.5 Forwarded")
                .reply("RCPT TO:<e@x.org>", "530 5.7.0 Authenticate")
                .reply("RCPT TO:<f@x.org>", "552 5.5.3 Too many recipients")
                .reply("RCPT TO:<g@x.org>", "552 5.2.2 Full for ever");
        List<Envelope> envelopes = new ArrayList<>();
        for (String user : List.of("a", "b", "c", "d", "e", "f", "g")) {
            envelopes.add(TestMail.envelope(envelopes.size() + 1, "alice@example.com", user + "@x.org", "act"));
        }
        Map<EnvelopeId, Outcome> outcomes = agent(PATIENT)
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, envelopes.toArray(Envelope[]::new)));
        String target = "relay " + url("smtp", server);
        assertEquals(
                List.of(
                        new Outcome.Delivered(target, "250 2.0.0 Queued as 1"),
                        new Outcome.Failed(target, "550 5.1.1 No such / 5.1.1 user"),
                        new Outcome.Deferred(target, "452 4.2.2 Full"),
                        new Outcome.Delivered(target, "250 2.0.0 Queued as 1"),
                        new Outcome.Deferred(target, "530 5.7.0 Authenticate"),
                        new Outcome.Deferred(target, "552 5.5.3 Too many recipients"),
                        new Outcome.Failed(target, "552 5.2.2 Full for ever")),
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
            MAIL | close                 | Deferred | 451 4.4.2 Connection lost: no valid reply: [EOF]
            MAIL | 354 What              | Deferred | 354 What
            MAIL | nonsense              | Deferred | 451 4.4.2 Connection lost: no valid reply: nonsense
            RCPT | 550 5.1.1 No          | Failed   | 550 5.1.1 No
            RCPT | 450 4.2.1 Later       | Deferred | 450 4.2.1 Later
            RCPT | 421 4.3.2 Closing     | Deferred | 421 4.3.2 Closing
            RCPT | close                 | Deferred | 451 4.4.2 Connection lost: no valid reply: [EOF]
            DATA | 554 5.7.1 No          | Failed   | 554 5.7.1 No
            DATA | 451 4.3.0 Later       | Deferred | 451 4.3.0 Later
            DATA | 250 2.0.0 Odd         | Deferred | 250 2.0.0 Odd
            .    | 554 5.7.1 Spam        | Failed   | 554 5.7.1 Spam
            .    | 451 4.3.0 Disk full   | Deferred | 451 4.3.0 Disk full
            .    | 251 2.0.0 Fine too    | Delivered| 251 2.0.0 Fine too
            .    | close                 | Deferred | 451 4.4.2 Connection lost: no valid reply: [EOF]
            """)
    void decidesByThePhaseAndTheAnswer(String phase, String reply, String kind, String expected) throws Exception {
        Outcome outcome = relay(sink().reply(phase, reply));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        assertEquals(expected, outcome.reply());
    }

    @Test
    void defersThoseWhoWereTakenBeforeTheHostHungUp() throws Exception {
        ScriptedSmtpServer server =
                sink().reply("RCPT TO:<a@x.org>", "550 5.1.1 No").reply("RCPT TO:<c@x.org>", "421 4.3.2 Closing");
        Envelope a = TestMail.envelope(1, "", "a@x.org", "act");
        Envelope b = TestMail.envelope(2, "", "b@x.org", "act");
        Envelope c = TestMail.envelope(3, "", "c@x.org", "act");
        Envelope d = TestMail.envelope(4, "", "d@x.org", "act");
        Map<EnvelopeId, Outcome> outcomes =
                agent(PATIENT).deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, a, b, c, d));
        assertInstanceOf(Outcome.Failed.class, outcomes.get(a.id()));
        assertInstanceOf(Outcome.Deferred.class, outcomes.get(b.id()));
        assertInstanceOf(Outcome.Deferred.class, outcomes.get(c.id()));
        assertInstanceOf(Outcome.Deferred.class, outcomes.get(d.id()));
        assertEquals(List.of(), server.contents);
    }

    @Test
    void cutsTheConnectionWhenItsOwnDiskFailsWithinTheContent() throws Exception {
        ScriptedSmtpServer server = sink();
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
                relay(to(url("smtp", server)), new DeliveryJob(TestMail.message("a@b.org"), List.of(bob), broken));
        assertEquals("451 4.4.2 Connection lost: Input/output error", outcome.reply());
        server.close();
        assertEquals(List.of(), server.contents);
        assertTrue(server.commands.contains("DATA"), server.commands.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.3.2 No service", "421 4.3.2 Busy", "close", "nonsense"})
    void passesOverAHostThatRefusesTheConnection(String greeting) throws Exception {
        ScriptedSmtpServer refusing = sink().reply("CONNECT", greeting);
        ScriptedSmtpServer good = sink();
        Action both = to(url("smtp", refusing), url("smtp", good));
        for (int attempts = 0; attempts < 2; attempts++) {
            Envelope bob = TestMail.tried(TestMail.envelope("bob@example.org"), attempts);
            assertInstanceOf(Outcome.Delivered.class, relay(both, TestMail.job(TestMail.TEXT, bob)));
        }
        // one of the two attempts began with each of them
        assertEquals(2, good.contents.size());
        assertEquals(List.of("CONNECT"), refusing.commands.subList(0, 1));
    }

    @Test
    void passesOverAHostThatIsNotThere() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        ScriptedSmtpServer good = sink();
        for (int attempts = 0; attempts < 2; attempts++) {
            Envelope bob = TestMail.tried(TestMail.envelope("bob@example.org"), attempts);
            assertInstanceOf(
                    Outcome.Delivered.class,
                    relay(to("smtp://localhost:" + nobody, url("smtp", good)), TestMail.job(TestMail.TEXT, bob)));
        }
        Outcome outcome = relay(
                to("smtp://localhost:" + nobody), TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.4.1 No connection with localhost ["), outcome.reply());
        assertTrue(outcome.reply().contains("refused"), outcome.reply());
    }

    @Test
    void doesNotTryElsewhereWhatAHostRefusesForARecipient() throws Exception {
        ScriptedSmtpServer first = sink().reply("RCPT", "550 5.1.1 No");
        ScriptedSmtpServer second = sink().reply("RCPT", "550 5.1.1 No");
        relay(
                to(url("smtp", first), url("smtp", second)),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(0, Math.min(first.commands.size(), second.commands.size()));
    }

    @Test
    void defersWithTheGreetingOfTheLastHost() throws Exception {
        Outcome outcome = relay(sink().reply("CONNECT", "554 5.3.2 No service"));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().endsWith(": 554 5.3.2 No service"), outcome.reply());
    }

    @Test
    void defersWithTheReasonOfTheTable() {
        LookupTable broken = new LookupTable() {
            @Override
            public String name() {
                return "hubs";
            }

            @Override
            public Answer lookup(String key) {
                return new Answer.Unavailable("gone");
            }

            @Override
            public Answer match(Service service, String key) {
                return new Answer.Unavailable("gone");
            }

            @Override
            public Contents contents() {
                return new Contents.Unavailable("gone");
            }
        };
        Outcome outcome = relay(
                new Action.RelayHost(new RelayHosts.FromTable(broken)),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(new Outcome.Deferred("relay", "451 4.3.5 No relay host: table <hubs>: gone"), outcome);
    }

    @Test
    void relaysToTheExchangerOfTheDomain() throws Exception {
        ScriptedSmtpServer server = sink();
        try (TestNameServer dns = new TestNameServer(
                "example.org. MX 10 mx.example.org.", "mx.example.org. A 127.0.0.1", "gone.org. MX 0 .")) {
            NameServers names = NameServers.of(List.of(dns.address()), LONG);
            MxHosts hosts = new MxHosts(names, "mx.waybill.test", server.port(), new Random(1));
            RelayAgent agent = new RelayAgent(hosts, "mx.waybill.test", clientTls, PATIENT, watchdog);
            Envelope bob = TestMail.envelope("bob@Example.ORG");
            Outcome outcome = agent.deliver(new Action.RelayMx(), TestMail.job(TestMail.TEXT, bob))
                    .get(bob.id());
            assertEquals(
                    new Outcome.Delivered("relay smtp://mx.example.org:" + server.port(), "250 2.0.0 Queued as 1"),
                    outcome);
            Envelope gone = TestMail.envelope("bob@gone.org");
            assertInstanceOf(
                    Outcome.Failed.class,
                    agent.deliver(new Action.RelayMx(), TestMail.job(TestMail.TEXT, gone))
                            .get(gone.id()));
        }
    }

    /** What each schema does with each kind of server. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # schema    | server            | outcome   | in the clear
            smtp        | no TLS            | Delivered | true
            smtp        | trusted           | Delivered | false
            smtp        | wrong certificate | Delivered | false
            smtp        | broken handshake  | Delivered | true
            smtp        | refuses STARTTLS  | Delivered | true
            smtp+notls  | trusted           | Delivered | true
            tls         | trusted           | Delivered | false
            tls         | no TLS            | Deferred  | -
            tls         | wrong certificate | Deferred  | -
            tls         | broken handshake  | Deferred  | -
            tls         | refuses STARTTLS  | Deferred  | -
            smtps       | trusted           | Delivered | false
            smtps       | wrong certificate | Deferred  | -
            smtps       | no TLS            | Deferred  | -
            """)
    void securesTheConnectionAsTheUrlSays(String schema, String kind, String expected, String clear) throws Exception {
        boolean atOnce = schema.equals("smtps");
        ScriptedSmtpServer server = closing(
                switch (kind) {
                    case "no TLS" -> ScriptedSmtpServer.plain();
                    case "wrong certificate" ->
                        atOnce
                                ? ScriptedSmtpServer.withSmtps(strangersTls)
                                : ScriptedSmtpServer.withStartTls(strangersTls);
                    case "broken handshake" ->
                        ScriptedSmtpServer.withStartTls(serverTls).reply("HANDSHAKE", "garbage");
                    case "refuses STARTTLS" ->
                        ScriptedSmtpServer.withStartTls(serverTls).reply("STARTTLS", "454 4.7.0 Not now");
                    default ->
                        atOnce ? ScriptedSmtpServer.withSmtps(serverTls) : ScriptedSmtpServer.withStartTls(serverTls);
                });
        RelayTimeouts quick = new RelayTimeouts(LONG, Duration.ofSeconds(2), LONG, LONG);
        Envelope bob = TestMail.envelope("bob@example.org");
        Outcome outcome = agent(quick)
                .deliver(to(url(schema, server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertEquals(expected, Objects.requireNonNull(outcome).getClass().getSimpleName(), outcome.toString());
        if (expected.equals("Delivered")) {
            assertEquals(clear.equals("true"), !server.commands.contains("TLS"), server.commands.toString());
            assertEquals(TestMail.TEXT, server.content());
        } else {
            server.close();
            assertTrue(server.commands.stream().noneMatch(command -> command.startsWith("MAIL")));
        }
    }

    @Test
    void demandsTheNameOfTheUrlInTheCertificate() throws Exception {
        // the certificate is trusted, and says "localhost"
        ScriptedSmtpServer server = closing(ScriptedSmtpServer.withStartTls(serverTls));
        Outcome outcome = relay(
                to("tls://127.0.0.1:" + server.port()),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.7.5 No TLS with 127.0.0.1 "), outcome.reply());
    }

    @Test
    void greetsAgainInsideTls() throws Exception {
        ScriptedSmtpServer server = closing(ScriptedSmtpServer.withStartTls(serverTls));
        relay(to(url("tls", server)), TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(
                List.of("CONNECT", "EHLO mx.waybill.test", "STARTTLS", "TLS", "EHLO mx.waybill.test"),
                server.commands.subList(0, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void leavesAHostThatIsSilent(String phase) throws Exception {
        ScriptedSmtpServer server = sink().reply(phase, "silent");
        Envelope bob = TestMail.envelope("bob@example.org");
        Outcome outcome = agent(new RelayTimeouts(LONG, SHORT, LONG, LONG))
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @Test
    void waitsLongerAfterTheDot() throws Exception {
        ScriptedSmtpServer server = sink().reply(".", "silent");
        Envelope bob = TestMail.envelope("bob@example.org");
        // the read timeout would not end this test; the one after the dot does
        Outcome outcome = agent(new RelayTimeouts(LONG, Duration.ofHours(1), SHORT, Duration.ofHours(1)))
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertEquals(1, server.contents.size());
    }

    @Test
    void leavesAHostThatTakesTooLongInAll() throws Exception {
        ScriptedSmtpServer server = sink().reply("MAIL", "silent");
        Envelope bob = TestMail.envelope("bob@example.org");
        Duration hour = Duration.ofHours(1);
        Outcome outcome = agent(new RelayTimeouts(LONG, hour, hour, SHORT))
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "RCPT", "."})
    void leavesAHostWhoseReplyDoesNotEnd(String phase) throws Exception {
        Outcome outcome = relay(sink().reply(phase, "endless"));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().contains("longer than"), outcome.reply());
    }

    @Test
    void takesTurnsByTheMessagesId() throws Exception {
        ScriptedSmtpServer one = sink();
        ScriptedSmtpServer two = sink();
        Action both = to(url("smtp", one), url("smtp", two));
        for (long i = 0; i < 40; i++) {
            // ids as they are made: milliseconds, a node, sequence 0
            EnvelopeId id = new EnvelopeId(new org.waybill.smtp.MessageId((1_000_000 + i) << 23), 1);
            Envelope bob = TestMail.envelope("bob@example.org");
            Envelope numbered = new Envelope(
                    id,
                    bob.sender(),
                    bob.recipient(),
                    bob.destination(),
                    bob.user(),
                    bob.action(),
                    bob.state(),
                    "",
                    0,
                    bob.created(),
                    bob.due(),
                    "");
            relay(
                    both,
                    new DeliveryJob(
                            new org.waybill.queue.core.envelope.StoredMessage(
                                    id.message(),
                                    bob.sender(),
                                    "",
                                    bob.created(),
                                    TestMail.message("").location()),
                            List.of(numbered),
                            BodiesInMemory.body(TestMail.TEXT)));
        }
        assertEquals(40, one.contents.size() + two.contents.size());
        assertTrue(one.contents.size() >= 10, "one: " + one.contents.size());
        assertTrue(two.contents.size() >= 10, "two: " + two.contents.size());
    }
}
