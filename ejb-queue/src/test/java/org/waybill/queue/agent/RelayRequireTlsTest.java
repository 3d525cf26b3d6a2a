package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;

/** A mail with REQUIRETLS travels by verified TLS to hosts that promise the same, or not at all (RFC 8689). */
class RelayRequireTlsTest {

    private static final MailParameters REQUIRETLS =
            new MailParameters(0, BodyType.SEVEN_BIT, false, true, ReturnedContent.UNSAID, "");
    private static final String EHLO = "EHLO mx.waybill.test";

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

    private ScriptedSmtpServer server(String kind) throws Exception {
        return rig.closing(
                switch (kind) {
                    case "no TLS" -> ScriptedSmtpServer.plain().offering("REQUIRETLS");
                    case "wrong certificate" -> startTls(strangersTls).offering("STARTTLS", "REQUIRETLS");
                    case "broken handshake" ->
                        startTls(serverTls).offering("STARTTLS", "REQUIRETLS").reply("HANDSHAKE", "garbage");
                    case "trusted" -> startTls(serverTls).offering("STARTTLS", "REQUIRETLS");
                    case "trusted smtps" ->
                        ScriptedSmtpServer.withSmtps(serverTls).offering("REQUIRETLS");
                    case "no promise smtps" -> ScriptedSmtpServer.withSmtps(serverTls);
                    case "no promise" -> startTls(serverTls).offering("STARTTLS");
                    case "no promise inside TLS" ->
                        startTls(serverTls)
                                .offering("STARTTLS", "REQUIRETLS")
                                .reply(EHLO + " inside TLS", "250 sink.test");
                    case "no greeting inside TLS" ->
                        startTls(serverTls)
                                .offering("STARTTLS", "REQUIRETLS")
                                .reply(EHLO + " inside TLS", "502 5.5.1 No");
                    default -> throw new AssertionError(kind);
                });
    }

    private static ScriptedSmtpServer startTls(SSLContext tls) throws IOException {
        return ScriptedSmtpServer.withStartTls(tls);
    }

    private Outcome relay(Action action, String sender) {
        RelayTimeouts quick = RelayRig.timeouts(LONG, Duration.ofSeconds(2), LONG, LONG);
        Envelope bob = TestMail.envelope(1, sender, "bob@example.org", "act");
        DeliveryJob job = TestMail.job(REQUIRETLS, TestMail.TEXT, bob);
        return Objects.requireNonNull(rig.agent(quick).deliver(action, job).get(bob.id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # sender          | schema     | server                 | reply     | behind MAIL
            alice@example.com | smtp       | trusted                | 250 2.0.0 | REQUIRETLS
            alice@example.com | tls        | trusted                | 250 2.0.0 | REQUIRETLS
            alice@example.com | smtps      | trusted smtps          | 250 2.0.0 | REQUIRETLS
            alice@example.com | smtp       | no promise             | 550 5.7.30 |
            alice@example.com | smtps      | no promise smtps       | 550 5.7.30 |
            alice@example.com | smtp       | no promise inside TLS  | 550 5.7.30 |
            alice@example.com | smtp       | no greeting inside TLS | 550 5.7.30 |
            alice@example.com | smtp       | wrong certificate      | 451 4.7.5 |
            alice@example.com | smtp       | broken handshake       | 451 4.7.5 |
            alice@example.com | smtp       | no TLS                 | 451 4.7.5 |
            alice@example.com | smtp+notls | trusted                | 550 5.7.10 |
            # a report is not lost for want of the promise, but is as secret as the mail
            ''                | smtp       | trusted                | 250 2.0.0 | REQUIRETLS
            ''                | smtp       | no promise             | 250 2.0.0 | nothing
            ''                | smtp       | wrong certificate      | 451 4.7.5 |
            ''                | smtp       | no TLS                 | 451 4.7.5 |
            ''                | smtp+notls | trusted                | 550 5.7.10 |
            """)
    void travelsByVerifiedTlsOrNotAtAll(String sender, String schema, String kind, String reply, String behindMail)
            throws Exception {
        ScriptedSmtpServer server = server(kind);
        Outcome outcome = relay(to(url(schema, server)), sender);
        assertTrue(outcome.reply().startsWith(reply + " "), outcome.reply());
        server.close();
        String mail = "MAIL FROM:<" + sender + ">" + ("REQUIRETLS".equals(behindMail) ? " REQUIRETLS" : "");
        assertEquals(
                behindMail == null ? 0 : 1,
                server.commands.stream().filter(mail::equals).count(),
                server.commands::toString);
        assertEquals(behindMail == null ? 0 : 1, server.contents.size());
        assertEquals(reply.charAt(0) == '2', outcome instanceof Outcome.Delivered);
        assertEquals(reply.charAt(0) == '5', outcome instanceof Outcome.Failed);
    }

    @Test
    void takesTheFirstHostThatPromises() throws Exception {
        ScriptedSmtpServer first = server("no promise");
        ScriptedSmtpServer second = server("wrong certificate");
        ScriptedSmtpServer third = server("trusted");
        Outcome outcome = relay(to(url("smtp", first), url("smtp", second), url("smtp", third)), "alice@example.com");
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertTrue(
                outcome.target()
                        .matches("relay smtp://localhost \\[127\\.0\\.0\\.1]:" + third.port()
                                + " \\(TLSv1\\.3 TLS_\\w+, verified by name\\)"),
                outcome.target());
        assertEquals(0, first.contents.size() + second.contents.size());
    }

    @Test
    void waitsWhileOneOfTheHostsMayYetPromise() throws Exception {
        ScriptedSmtpServer first = server("no promise");
        ScriptedSmtpServer second = server("broken handshake");
        assertInstanceOf(
                Outcome.Deferred.class, relay(to(url("smtp", first), url("smtp", second)), "alice@example.com"));
        assertInstanceOf(
                Outcome.Deferred.class, relay(to(url("smtp", second), url("smtp", first)), "alice@example.com"));
    }

    /** Nobody proves who the first exchanger is; whether there is a better one depends on what the second is like. */
    @ParameterizedTest
    @CsvSource({"b.test. FAIL, 451 4.4.3", "c.test. A 192.0.2.1, 550 5.7.30"})
    void waitsWhileAnExchangerIsNotKnown(String second, String reply) throws Exception {
        try (TestNameServer dns = new TestNameServer(
                "example.org. MX 10 a.test.", "example.org. MX 20 b.test.", "a.test. A 192.0.2.1", second)) {
            NameServers names = NameServers.of(List.of(dns.address()), LONG);
            RelayAgent agent = rig.agent(RelayRig.PATIENT, new MxHosts(names, "mx.waybill.test", 25, new Random(1)));
            Envelope bob = TestMail.envelope("bob@example.org");
            Outcome outcome = agent.deliver(Action.Relay.byExchangers(), TestMail.job(REQUIRETLS, TestMail.TEXT, bob))
                    .get(bob.id());
            assertEquals(reply, Objects.requireNonNull(outcome).reply().substring(0, reply.length()));
        }
    }

    @Test
    void aMailThatAsksForNothingIsSentAsTheUrlSays() throws Exception {
        ScriptedSmtpServer server = server("wrong certificate");
        assertInstanceOf(Outcome.Delivered.class, rig.relay(server));
        assertTrue(server.commands.contains("MAIL FROM:<alice@example.com>"), server.commands::toString);
    }
}
