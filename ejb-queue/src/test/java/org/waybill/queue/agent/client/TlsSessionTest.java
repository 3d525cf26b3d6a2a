package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.LIMITS;
import static org.waybill.queue.agent.client.ClientRig.sendTo;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.smtp.listener.TlsIdentity;

/** Sessions inside of TLS, on each kind of terms. */
class TlsSessionTest {

    private static TestAuthority authority;
    private static TlsIdentity ours;
    private static Path rootFile;

    private ClientRig rig = new ClientRig();

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        authority = new TestAuthority(directory);
        authority.make("host", "intermediate", "san=dns:localhost,dns:second.test,ip:127.0.0.1");
        authority.make("stranger", "", "san=dns:localhost");
        authority.make("ours", "root");
        ours = authority.identity("ours");
        // only the root: what comes with a certificate is not yet trusted
        rootFile = authority.certificateFile("root");
    }

    @BeforeEach
    void open() throws Exception {
        rig = new ClientRig(new KeyFiles(
                pki -> pki.equals("ours") ? Optional.of(ours) : Optional.empty(),
                ca -> ca.equals("tests") ? Optional.of(rootFile) : Optional.empty()));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private ScriptedSmtpServer server(String certificate, boolean atOnce) throws Exception {
        return rig.closing(
                atOnce
                        ? ScriptedSmtpServer.withSmtps(authority.server(certificate))
                        : ScriptedSmtpServer.withStartTls(authority.server(certificate)));
    }

    private static Hop hop(ScriptedSmtpServer server, TlsTerms terms, String pki, TlsChoice choice) {
        return new Hop(
                Hop.Protocol.SMTP,
                "localhost",
                InetAddress.getLoopbackAddress(),
                server.port(),
                terms,
                null,
                ClientRig.OUR_NAME,
                null,
                pki,
                choice);
    }

    private static Hop hop(ScriptedSmtpServer server, TlsTerms terms) {
        return hop(server, terms, "", TlsChoice.USUAL);
    }

    private static Trust trust(String text) throws Exception {
        String[] words = text.split(" ");
        return switch (words[0]) {
            case "anyone" -> new Trust.Anyone();
            case "named" -> new Trust.Named(Arrays.asList(words).subList(2, words.length), words[1]);
            default -> new Trust.Dane(records(words), List.of("localhost"));
        };
    }

    private static List<Trust.Tlsa> records(String[] words) throws Exception {
        byte[] key = authority.certificate(words[2]).getPublicKey().getEncoded();
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        return List.of(new Trust.Tlsa(Integer.parseInt(words[1]), 1, 1, digest));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # trust                       | shown    | what comes of it
            anyone                        | host     | not verified
            anyone                        | stranger | not verified
            named tests localhost         | host     | verified by name
            named tests other.test second.test | host | verified by name
            named tests 127.0.0.1         | host     | verified by name
            named tests other.test        | host     | the certificate is not for other.test
            named tests localhost         | stranger | unable to find valid certification path to requested target
            named runtime localhost       | host     | the configuration has no ca 'runtime'
            dane 3 host                   | host     | verified by DANE
            dane 3 stranger               | stranger | verified by DANE
            dane 3 stranger               | host     | the certificate is not the one of the TLSA records
            dane 2 root                   | host     | verified by DANE
            dane 2 root                   | stranger | the certificate is not the one of the TLSA records
            """)
    void trustsWhomItIsTold(String trust, String shown, String expected) throws Exception {
        for (boolean atOnce : new boolean[] {false, true}) {
            ScriptedSmtpServer server = server(shown, atOnce);
            TlsTerms terms = atOnce ? new TlsTerms.FromTheStart(trust(trust)) : new TlsTerms.ByStartTls(trust(trust));
            Opening opening = ClientRig.take(rig.sessions(), hop(server, terms), LIMITS);
            if (expected.contains("verified")) {
                try (RelaySession session =
                        assertInstanceOf(Opening.Open.class, opening).session()) {
                    assertTrue(session.security().matches("TLSv1\\.3 TLS_[A-Z0-9_]+, " + expected), session.security());
                }
                assertEquals(1, server.heard("TLS"));
            } else {
                Opening.Refused refused = assertInstanceOf(Opening.Refused.class, opening);
                assertEquals(Opening.Phase.TLS, refused.phase());
                assertEquals(
                        "451 4.7.5 No TLS with localhost [127.0.0.1]:" + server.port() + ": " + expected,
                        refused.reply());
            }
        }
    }

    @Test
    void theRuntimesAuthoritiesDoNotKnowOurs() throws Exception {
        Opening opening = ClientRig.take(
                rig.sessions(),
                hop(server("host", false), new TlsTerms.ByStartTls(new Trust.Named(List.of("localhost"), ""))),
                LIMITS);
        assertEquals(
                Opening.Phase.TLS,
                assertInstanceOf(Opening.Refused.class, opening).phase());
    }

    /** What is said in the clear behind the 220 would be believed inside of TLS. */
    @Test
    void endsASessionInWhichSomebodyElseSpeaks() throws Exception {
        ScriptedSmtpServer server = server("host", false).reply("STARTTLS", "220 2.0.0 Ready\n250 2.0.0 me too");
        Opening opening =
                ClientRig.take(rig.sessions(), hop(server, new TlsTerms.ByStartTls(new Trust.Anyone())), LIMITS);
        Opening.Refused refused = assertInstanceOf(Opening.Refused.class, opening);
        assertEquals(Opening.Phase.TLS, refused.phase());
        assertTrue(refused.reply().endsWith(": the host said more than 220 to STARTTLS"), refused.reply());
        assertEquals(0, server.heard("TLS"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            STARTTLS  | 454 4.7.0 Not now | 454 4.7.0 Not now
            STARTTLS  | close             | the host hung up
            STARTTLS  | silent            | it took too long
            HANDSHAKE | garbage           |
            EHLO      | 250 sink.test     | STARTTLS is not offered
            """)
    void staysInPlainTextOnlyWhereThatIsAllowed(String phase, String reply, String trouble) throws Exception {
        RelayTimeouts timeouts = new RelayTimeouts(
                ClientRig.LONG,
                ClientRig.LONG,
                reply.equals("silent") ? ClientRig.SHORT : ClientRig.LONG,
                ClientRig.LONG,
                ClientRig.LONG,
                ClientRig.LONG,
                ClientRig.LONG);
        ScriptedSmtpServer server = server("host", false).reply(phase, reply);
        RelaySessions sessions = rig.sessions(timeouts);
        Opening opening = ClientRig.take(sessions, hop(server, new TlsTerms.ByStartTls(new Trust.Anyone())), LIMITS);
        Opening.Refused refused = assertInstanceOf(Opening.Refused.class, opening);
        assertEquals(Opening.Phase.TLS, refused.phase());
        assertTrue(trouble == null || refused.reply().endsWith(": " + trouble), refused.reply());
        assertEquals(1, server.heard("CONNECT"));

        Outcome outcome = sendTo(sessions, hop(server, new TlsTerms.IfOffered()));
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertTrue(outcome.target().endsWith(" (plain text)"), outcome.target());
        assertEquals(phase.equals("EHLO") ? 2 : 3, server.heard("CONNECT"));
    }

    /** Whoever could make a host talk in plain text by an answer would get every mail to read. */
    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 Overloaded", "450 4.7.1 Later"})
    void doesNotLeaveTlsForWhatTheHostSaysInside(String reply) throws Exception {
        ScriptedSmtpServer server = server("host", false).reply("EHLO mx.waybill.test inside TLS", reply);
        Opening opening = ClientRig.take(rig.sessions(), hop(server, new TlsTerms.IfOffered()), LIMITS);
        Opening.Refused refused = assertInstanceOf(Opening.Refused.class, opening);
        assertEquals(Opening.Phase.GREETING, refused.phase());
        assertEquals(Optional.empty(), refused.trouble());
        assertTrue(refused.reply().endsWith(": " + reply), refused.reply());
        assertEquals(1, server.heard("CONNECT"));
    }

    /** In TLS 1.3 our side of the handshake is over before the host has judged us. */
    @Test
    void aHandshakeThatTheHostEndsIsOneThatFailed() throws Exception {
        ScriptedSmtpServer server = server("host", false).wantingCertificate();
        RelaySessions sessions = rig.sessions();
        Opening.Refused refused = assertInstanceOf(
                Opening.Refused.class,
                ClientRig.take(sessions, hop(server, new TlsTerms.ByStartTls(new Trust.Anyone())), LIMITS));
        assertEquals(Opening.Phase.TLS, refused.phase(), refused.reply());
        Outcome outcome = sendTo(sessions, hop(server, new TlsTerms.IfOffered()));
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertTrue(outcome.target().endsWith(" (plain text)"), outcome.target());
        assertEquals(0, server.heard("TLS"));
    }

    @Test
    void takesWhatIsOffered() throws Exception {
        ScriptedSmtpServer server = server("stranger", false);
        Outcome outcome = sendTo(rig.sessions(), hop(server, new TlsTerms.IfOffered()));
        assertTrue(outcome.target().matches("relay there \\(TLSv1\\.3 \\w+, not verified\\)"), outcome.target());
        assertEquals(2, server.heard("EHLO"));
        ScriptedSmtpServer never = server("host", false);
        assertTrue(sendTo(rig.sessions(), hop(never, new TlsTerms.Never()))
                .target()
                .endsWith("(plain text)"));
    }

    @Test
    void usesASecuredSessionAgain() throws Exception {
        ScriptedSmtpServer server = server("host", true);
        RelaySessions sessions = rig.sessions();
        Hop hop = hop(server, new TlsTerms.FromTheStart(new Trust.Anyone()));
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(Outcome.Delivered.class, sendTo(sessions, hop));
        }
        assertEquals(1, server.heard("TLS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "", "theirs"})
    void showsACertificateWhereItIsAskedForOne(String pki) throws Exception {
        ScriptedSmtpServer server = server("host", true).wantingCertificate();
        Hop hop = hop(
                server,
                new TlsTerms.FromTheStart(new Trust.Anyone()),
                pki,
                new TlsChoice(List.of("TLSv1.2"), List.of()));
        Opening opening = ClientRig.take(rig.sessions(), hop, LIMITS);
        if (pki.equals("ours")) {
            try (RelaySession session =
                    assertInstanceOf(Opening.Open.class, opening).session()) {
                assertTrue(session.security().startsWith("TLSv1.2 "), session.security());
            }
            return;
        }
        Opening.Refused refused = assertInstanceOf(Opening.Refused.class, opening);
        assertEquals(Opening.Phase.TLS, refused.phase());
        if (pki.equals("theirs")) {
            assertTrue(refused.reply().endsWith(": the configuration has no pki 'theirs'"), refused.reply());
            String toSender = refused.line().toSender();
            assertTrue(toSender.endsWith(": our own certificate or authorities cannot be used"), toSender);
            assertEquals(Optional.empty(), refused.trouble(), "it is no news to the domain");
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLS_AES_128_GCM_SHA256", "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"})
    void speaksWhatItIsTold(String protocol, String cipher) throws Exception {
        ScriptedSmtpServer server = server("host", true);
        Hop hop = hop(
                server,
                new TlsTerms.FromTheStart(new Trust.Anyone()),
                "",
                new TlsChoice(List.of(protocol), List.of(cipher)));
        try (RelaySession session = assertInstanceOf(Opening.Open.class, ClientRig.take(rig.sessions(), hop, LIMITS))
                .session()) {
            assertEquals(protocol + " " + cipher + ", not verified", session.security());
        }
    }

    @Test
    void aVersionThatNobodyKnowsIsATrouble() throws Exception {
        Hop hop = hop(
                server("host", true),
                new TlsTerms.FromTheStart(new Trust.Anyone()),
                "",
                new TlsChoice(List.of("TLSv9"), List.of()));
        assertEquals(
                Opening.Phase.TLS,
                assertInstanceOf(Opening.Refused.class, ClientRig.take(rig.sessions(), hop, LIMITS))
                        .phase());
    }
}
