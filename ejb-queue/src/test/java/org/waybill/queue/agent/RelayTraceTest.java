package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.settings.Settings.HostPort;

/** The way of a relay, without a mail. */
class RelayTraceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SECRET = "open-sesame-1234";

    private static RelayKeys clientTls;
    private static TestKeys keys;
    private static TestKeys strangersKeys;

    private final RelayMemory memory = RelayRig.memory();
    private final AtomicLong nanos = new AtomicLong();
    private RelayRig rig;
    private TraceLog log = log(10);

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        keys = TestKeys.forName(directory, "dns:localhost");
        clientTls = keys.client();
        strangersKeys = TestKeys.forName(directory, "dns:elsewhere.test");
    }

    @BeforeEach
    void open() {
        rig = new RelayRig(clientTls);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Each look at the clock takes a millisecond. */
    private TraceLog log(int hosts) {
        return new TraceLog(() -> nanos.addAndGet(1_000_000), MINUTE, hosts);
    }

    private Outcome trace(Action action, MxHosts hosts) {
        Envelope bob = TestMail.envelope("bob@example.org");
        return rig.trace(hosts, memory).run((Action.Relay) action, bob, log);
    }

    private Outcome trace(Action action) {
        return trace(action, hosts(25));
    }

    private static MxHosts hosts(int port, HostPort... servers) {
        return new MxHosts(NameServers.of(List.of(servers), LONG), "mx.waybill.test", port, new Random(1));
    }

    /** {@code step}, or {@code step!} where it did not go on. */
    private List<String> names() {
        return log.steps().stream()
                .map(step -> step.name() + (step.ok() ? "" : "!"))
                .toList();
    }

    private TraceLog.Step step(String name) {
        return log.steps().stream()
                .filter(step -> step.name().equals(name))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError(log.steps()));
    }

    private static Action withCredentials(String url) {
        RelayOptions usual = RelayOptions.USUAL;
        return new Action.Relay(
                new RelayTarget.Hosts(new RelayHosts.Listed(List.of(RelayUrl.parse(url))), RelayTarget.Policy.FAILOVER),
                new RelayOptions(
                        usual.sender(),
                        usual.verify(),
                        usual.pki(),
                        usual.ca(),
                        usual.tls(),
                        usual.names(),
                        null,
                        new InlineTable("secrets", List.of(new InlineTable.Entry("house", "joe:" + SECRET)))));
    }

    @Test
    void tellsOfEveryStepAndSendsNothing() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Outcome outcome = trace(to(url("smtp", server)));
        assertEquals(
                List.of(
                        "map",
                        "address",
                        "demand",
                        "identity",
                        "connect",
                        "greeting",
                        "EHLO",
                        "MAIL",
                        "RCPT",
                        "RSET",
                        "QUIT"),
                names());
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertEquals("250 2.1.5 Ok", outcome.reply());
        assertEquals(
                List.of(
                        "CONNECT",
                        "EHLO mx.waybill.test",
                        "MAIL FROM:<alice@example.com> SIZE=18",
                        "RCPT TO:<bob@example.org>",
                        "RSET",
                        "QUIT"),
                server.commands);
        assertEquals(List.of(), server.contents);
        assertEquals(
                new TraceLog.Step(
                        "RCPT",
                        "localhost [127.0.0.1]:" + server.port(),
                        true,
                        "RCPT TO:<bob@example.org> -> 250 2.1.5 Ok",
                        1),
                step("RCPT"));
    }

    @Test
    void showsTheCertificateAndHowItWasVerified() throws Exception {
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withStartTls(keys.server()));
        trace(to(url("tls", server)));
        assertEquals(
                List.of(
                        "map",
                        "address",
                        "demand",
                        "identity",
                        "connect",
                        "greeting",
                        "EHLO",
                        "STARTTLS",
                        "certificate",
                        "TLS",
                        "EHLO",
                        "MAIL",
                        "RCPT",
                        "RSET",
                        "QUIT"),
                names());
        String certificate = step("certificate").text();
        assertTrue(
                certificate.matches("CN=sink for localhost, issued by CN=sink, valid from \\S+ until \\S+"),
                certificate);
        String tls = step("TLS").text();
        assertTrue(tls.matches("TLSv1\\.[23] TLS_\\S+, verified by name"), tls);
        assertEquals(
                "STARTTLS, a certificate for localhost (URL)", step("demand").text());
    }

    @Test
    void showsAlsoACertificateThatIsNotTrustedAndSaysWhy() throws Exception {
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withStartTls(strangersKeys.server()));
        Outcome outcome = trace(to(url("tls", server)));
        assertEquals(List.of("STARTTLS", "certificate!", "TLS!"), names().subList(7, 10));
        assertEquals(10, names().size());
        assertTrue(
                step("certificate").text().startsWith("CN=sink for elsewhere.test, "),
                step("certificate").text());
        assertFalse(step("TLS").text().isEmpty());
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.7.5 No TLS with localhost ["), outcome.reply());
        assertTrue(outcome.reply().endsWith(": " + step("TLS").text()), outcome.reply());
    }

    @Test
    void saysHowItSignsInAndNeverWithWhat() throws Exception {
        String token = Base64.getEncoder().encodeToString(("\0joe\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withSmtps(keys.server()))
                .offering("AUTH PLAIN")
                .verifying(() -> line -> "535 5.7.8 Never heard of " + token + " and " + SECRET);
        Outcome outcome = trace(withCredentials("smtps://house@localhost:" + server.port()));
        assertEquals("PLAIN as 'house': 535", step("AUTH").text());
        assertEquals("AUTH!", names().get(names().size() - 1));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertFalse((outcome + log.steps().toString()).contains(SECRET));
        assertFalse((outcome + log.steps().toString()).contains(token));
    }

    @Test
    void saysThatItHasSignedIn() throws Exception {
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withSmtps(keys.server()))
                .offering("AUTH PLAIN")
                .verifying(() -> line -> "235 2.7.0 Welcome");
        assertInstanceOf(Outcome.Delivered.class, trace(withCredentials("smtps://house@localhost:" + server.port())));
        assertEquals("PLAIN as 'house'", step("AUTH").text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CONNECT | 554 5.3.2 No          | greeting! | Deferred
            EHLO    | 421 4.3.2 Closing     | EHLO!     | Deferred
            MAIL    | 451 4.7.1 Greylisted  | MAIL!     | Deferred
            MAIL    | 550 5.7.1 Not you     | MAIL!     | Failed
            RCPT    | 550 5.1.1 No such     | RCPT!     | Failed
            RCPT    | 452 4.2.2 Full        | RCPT!     | Deferred
            RCPT    | 421 4.3.2 Closing     | RCPT!     | Deferred
            RCPT    | close                 | RCPT!     | Deferred
            RSET    | close                 | RSET!     | Delivered
            """)
    void saysWhereItEnds(String command, String reply, String last, String expected) throws Exception {
        ScriptedSmtpServer server = rig.sink().reply(command, reply);
        Outcome outcome = trace(to(url("smtp+notls", server)));
        assertTrue(names().contains(last), names().toString());
        assertEquals(1, names().stream().filter(name -> name.endsWith("!")).count(), names().toString());
        assertEquals(expected, outcome.getClass().getSimpleName(), outcome.toString());
        assertEquals(0, server.heard("DATA"));
    }

    @Test
    void goesToHostsThatRestAndLeavesTheirHealthAlone() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        ScriptedSmtpServer well = rig.sink();
        memory.health().failed("smtp://localhost [127.0.0.1]:" + well.port(), "451 4.4.1 It was gone");
        List<?> known = memory.health().list();
        Outcome outcome = trace(to(url("smtp", well), "smtp://localhost:" + nobody));
        assertEquals(known, memory.health().list());
        assertTrue(step("map").text().startsWith("round-robin: smtp://localhost:" + well.port() + " (rests until "));
        assertEquals("health!", names().get(4));
        assertTrue(names().contains("QUIT"), names().toString());
        assertEquals("connect!", names().get(names().size() - 1));
        assertTrue(step("connect").text().contains("refused"), step("connect").text());
        // a mail would pass the one over and not reach the other
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.4.1 No connection"), outcome.reply());
    }

    /** A mail passes over the address that rests, and is taken at the next one. */
    @Test
    void goesOnBehindAnAddressThatRests() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        try (RelayRig everywhere = new RelayRig(RelayRig.TO_LOOPBACK);
                TestNameServer names = new TestNameServer("example.org. A 192.0.2.1", "example.org. A 192.0.2.2")) {
            MxHosts hosts = hosts(server.port(), names.address());
            NextHops.Hop host = ((NextHops.Found) Lookups.exchangers(hosts, "example.org"))
                    .hops()
                    .get(0);
            String first = host.addresses().get(0).getHostAddress();
            String second = host.addresses().get(1).getHostAddress();
            memory.health().failed("smtp://example.org [" + first + "]:" + server.port(), "451 4.4.1 It was gone");
            Outcome outcome = everywhere
                    .trace(hosts, memory)
                    .run(Action.Relay.byExchangers(), TestMail.envelope("bob@example.org"), log);
            assertInstanceOf(Outcome.Delivered.class, outcome);
            assertTrue(outcome.target().contains("[" + second + "]"), outcome.target());
            assertEquals(2, server.heard("QUIT"));
        }
    }

    @Test
    void takesNoTurn() throws Exception {
        ScriptedSmtpServer one = rig.sink();
        ScriptedSmtpServer other = rig.sink();
        for (int i = 0; i < 3; i++) {
            log = log(10);
            trace(to(url("smtp", one), url("smtp", other)));
            assertTrue(step("map").text().startsWith("round-robin: " + RelayUrl.parse(url("smtp", one))));
        }
        assertEquals(3, one.heard("RSET"));
        assertEquals(3, other.heard("RSET"));
    }

    @Test
    void tracesAllExchangersUpToABound() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        try (TestNameServer names = new TestNameServer(
                "example.org. MX 10 a.test.",
                "example.org. MX 20 b.test.",
                "example.org. MX 30 c.test.",
                "example.org. MX 40 gone.test.",
                "a.test. A 127.0.0.1",
                "b.test. A 127.0.0.1",
                "c.test. A 127.0.0.1")) {
            log = log(2);
            Outcome outcome = trace(Action.Relay.byExchangers(), hosts(server.port(), names.address()));
            assertEquals(
                    List.of(
                            "MX",
                            "address",
                            "TLSA",
                            "MTA-STS",
                            "address",
                            "TLSA",
                            "address",
                            "TLSA",
                            "address!",
                            "demand",
                            "identity",
                            "connect"),
                    names().subList(0, 12));
            assertEquals(
                    "10 a.test; 20 b.test; 30 c.test; 40 gone.test",
                    log.steps().get(0).text());
            assertEquals("it has none", log.steps().get(8).text());
            assertEquals("gone.test", log.steps().get(8).subject());
            assertEquals("no policy", step("MTA-STS").text());
            assertEquals(2, server.heard("QUIT"));
            assertEquals("not traced: there are too many hosts", step("connect").text());
            assertInstanceOf(Outcome.Delivered.class, outcome);
            assertTrue(outcome.target().startsWith("a.test ["), outcome.target());
        }
    }

    @Test
    void saysThatAMapNamesNobody() {
        Action.Relay relay = new Action.Relay(
                new RelayTarget.ByDomain(new InlineTable("hosts", List.of()), RelayTarget.Policy.FAILOVER),
                RelayOptions.USUAL);
        Outcome outcome = trace(relay);
        assertEquals(List.of("map!"), names());
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertEquals(outcome.reply(), step("map").text());
        assertTrue(outcome.reply().startsWith("451 4.3.5 No relay host: "), outcome.reply());
    }

    @Test
    void endsWhereThereIsNoDomain() throws Exception {
        try (TestNameServer names = new TestNameServer("x.test. A 127.0.0.1")) {
            Outcome outcome = trace(Action.Relay.byExchangers(), hosts(25, names.address()));
            assertEquals(List.of("MX!"), names());
            assertInstanceOf(Outcome.Failed.class, outcome);
        }
    }

    @Test
    void connectsNobodyWhenItsTimeIsOver() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        log = new TraceLog(() -> nanos.addAndGet(1_000_000), Duration.ZERO, 10);
        assertInstanceOf(Outcome.Deferred.class, trace(to(url("smtp", server))));
        assertEquals(List.of(), server.commands);
        assertEquals("not traced: there is no time left", step("connect").text());
    }
}
