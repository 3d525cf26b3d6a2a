package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.UrlOptions.Verify;

/** TLS as the URL says. */
class RelayTlsTest {

    private static SSLContext serverTls;
    private static RelayKeys clientTls;
    private static SSLContext strangersTls;

    private RelayRig rig;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        serverTls = keys.server();
        clientTls = keys.client();
        strangersTls = TestKeys.forName(directory, "dns:elsewhere.test").server();
    }

    @BeforeEach
    void open() {
        rig = new RelayRig(clientTls);
    }

    @AfterEach
    void close() {
        rig.close();
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
        ScriptedSmtpServer server = rig.closing(
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
        RelayTimeouts quick = RelayRig.timeouts(LONG, Duration.ofSeconds(2), LONG, LONG);
        Envelope bob = TestMail.envelope("bob@example.org");
        Outcome outcome = rig.agent(quick)
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
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withStartTls(serverTls));
        Outcome outcome = rig.relay(
                to("tls://127.0.0.1:" + server.port()),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.7.5 No TLS with 127.0.0.1 "), outcome.reply());
    }

    private static RelayOptions options(Verify tls) {
        RelayOptions usual = RelayOptions.USUAL;
        return new RelayOptions(usual.sender(), tls, "", "", usual.tls(), usual.names(), null, null);
    }

    @ParameterizedTest
    @CsvSource({"'',YES,Deferred", "'',NO,Delivered", "?verify=no,YES,Delivered", "?verify=no,UNSAID,Delivered"})
    void aUrlMayBeContentWithAnyCertificateWhereTheActionIsNot(String said, Verify tls, String expected)
            throws Exception {
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withStartTls(strangersTls));
        RelayUrl url = RelayUrl.parse(url("smtp", server) + said);
        Action relay = new Action.Relay(
                new RelayTarget.Hosts(new RelayHosts.Listed(List.of(url)), RelayTarget.Policy.FAILOVER), options(tls));
        Outcome outcome = rig.relay(relay, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(expected, outcome.getClass().getSimpleName(), outcome.toString());
    }

    /** The exchanger's certificate is trusted and not for its name; its only TLSA record is of a kind that is not for mail. */
    @ParameterizedTest
    @CsvSource({"none,UNSAID,Delivered", "none,NO,Delivered", "none,YES,Deferred", "enforce,UNSAID,Deferred"})
    void aRecordOfNoUseSwitchesNoCheckOff(String mode, Verify tls, String expected) throws Exception {
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withStartTls(serverTls));
        StsPolicy policy = StsPolicy.parse("version: STSv1\nmode: " + mode + "\nmx: mx.signed.test\nmax_age: 60\n");
        try (SignedZones zones = new SignedZones(
                "dest.signed.test. MX 10 mx.signed.test.",
                "mx.signed.test. A 127.0.0.1",
                "_" + server.port() + "._tcp.mx.signed.test. TLSA 1 1 1 " + "a".repeat(64))) {
            NameServers names = NameServers.validating(
                    List.of(zones.address()),
                    Duration.ofSeconds(20),
                    TrustAnchors.parse(zones.anchor(), List.of()),
                    true,
                    Clock.systemUTC());
            MxHosts hosts = new MxHosts(
                    names,
                    "mx.waybill.test",
                    server.port(),
                    new Random(1),
                    new MxPolicies((domain, reports) -> Optional.of(policy), rig.reports::add));
            Envelope bob = TestMail.envelope("bob@dest.signed.test");
            Outcome outcome = rig.agent(RelayRig.PATIENT, hosts)
                    .deliver(
                            new Action.Relay(RelayTarget.Exchangers.ALL, options(tls)),
                            TestMail.job(TestMail.TEXT, bob))
                    .get(bob.id());
            assertEquals(expected, Objects.requireNonNull(outcome).getClass().getSimpleName(), outcome.toString());
            assertEquals(1, server.heard("STARTTLS"));
        }
    }

    @Test
    void greetsAgainInsideTls() throws Exception {
        ScriptedSmtpServer server = rig.closing(ScriptedSmtpServer.withStartTls(serverTls));
        rig.relay(to(url("tls", server)), TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(
                List.of("CONNECT", "EHLO mx.waybill.test", "STARTTLS", "TLS", "EHLO mx.waybill.test"),
                server.commands.subList(0, 5));
    }
}
