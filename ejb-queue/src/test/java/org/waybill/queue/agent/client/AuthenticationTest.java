package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.LIMITS;
import static org.waybill.queue.agent.client.ClientRig.sendTo;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.auth.NewHashes;
import org.waybill.queue.auth.ScramKeys;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Login;
import org.waybill.queue.core.relay.Login.Mechanism;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.ScramVerdict;
import org.waybill.smtp.session.sasl.FakeSecrets;
import org.waybill.smtp.session.sasl.SaslChannel;
import org.waybill.smtp.session.sasl.SaslExchange;
import org.waybill.smtp.session.sasl.SaslStep;
import org.waybill.smtp.session.sasl.ScramNonces;

/** Signing in, against the other half of the mechanisms that listeners have. */
class AuthenticationTest {

    private static final String USER = "relay,=user";
    private static final String SECRET = "pa\u00dfwort secret";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static SSLContext tls;

    private final ClientRig rig = new ClientRig();

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        tls = TestKeys.forName(directory, "dns:localhost").server();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** What a listener of ours answers. */
    private static final class Listener implements ScriptedSmtpServer.Verifier {

        private @Nullable SaslExchange exchange;

        @Override
        public String reply(String line) {
            SaslExchange running = exchange;
            if (running != null) {
                return reply(running, running.response(line));
            }
            String[] words = line.split(" ");
            running = SaslExchange.begin(
                    SaslMechanism.valueOf(words[1].replace('-', '_')),
                    new SaslChannel("", false, new ScramNonces(RANDOM), new FakeSecrets(RANDOM)));
            exchange = running;
            return reply(running, words.length > 2 ? running.start(words[2]) : running.start());
        }

        private static String reply(SaslExchange exchange, SaslStep step) {
            if (step instanceof SaslStep.Challenge challenge) {
                return "334 " + challenge.base64();
            } else if (step instanceof SaslStep.AskPassword ask) {
                boolean right = ask.user().equals(USER) && ask.password().equals(SECRET);
                return reply(
                        exchange,
                        exchange.password(
                                right ? new PasswordVerdict.Authenticated(USER) : new PasswordVerdict.Refused()));
            } else if (step instanceof SaslStep.AskScram ask) {
                return reply(
                        exchange,
                        exchange.scram(
                                ask.user().equals(USER)
                                        ? new ScramVerdict.Known(USER, ScramText.parse(hash()))
                                        : new ScramVerdict.Unknown()));
            }
            return step instanceof SaslStep.Succeeded ? "235 2.7.0 Welcome" : "535 5.7.8 Bad credentials";
        }
    }

    private static String hash() {
        return new NewHashes().scram(SECRET);
    }

    private ScriptedSmtpServer server(String mechanisms) throws Exception {
        return rig.closing(ScriptedSmtpServer.withSmtps(tls)).offering("AUTH " + mechanisms);
    }

    private static Hop hop(ScriptedSmtpServer server, Login login, TlsTerms terms) {
        return new Hop(
                Hop.Protocol.SMTP,
                "localhost",
                InetAddress.getLoopbackAddress(),
                server.port(),
                terms,
                login,
                ClientRig.OUR_NAME,
                null,
                "",
                TlsChoice.USUAL);
    }

    private static Hop hop(ScriptedSmtpServer server, Login login) {
        return hop(server, login, new TlsTerms.FromTheStart(new Trust.Anyone()));
    }

    private static Login login(String secret, Mechanism... mechanisms) {
        return new Login("label", USER, secret, List.of(mechanisms));
    }

    private String refusal(Hop hop) {
        Opening.Refused refused = assertInstanceOf(Opening.Refused.class, ClientRig.take(rig.sessions(), hop, LIMITS));
        assertEquals(Opening.Phase.AUTH, refused.phase());
        assertTrue(refused.reply().startsWith("451 4.7."), refused.reply());
        return refused.reply();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mechanism.class,
            names = {"SCRAM_SHA_256", "PLAIN", "LOGIN"})
    void signsIn(Mechanism mechanism) throws Exception {
        ScriptedSmtpServer server = server("PLAIN LOGIN SCRAM-SHA-256").verifying(Listener::new);
        RouteLimits oneMail = ClientRig.limits(1, 1, Duration.ZERO, 25);
        assertInstanceOf(
                Outcome.Delivered.class, sendTo(rig.sessions(), hop(server, login(SECRET, mechanism)), oneMail));
        assertEquals(1, server.heard("AUTH " + mechanism.word()));
        String refusal = refusal(hop(server, login("wrong", mechanism)));
        assertTrue(refusal.endsWith(": 535 5.7.8 Bad credentials"), refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PLAIN LOGIN SCRAM-SHA-256 | AUTH SCRAM-SHA-256
            LOGIN PLAIN               | AUTH PLAIN
            LOGIN                     | AUTH LOGIN
            """)
    void takesTheFirstMechanismThatIsOffered(String offered, String expected) throws Exception {
        ScriptedSmtpServer server = server(offered).verifying(Listener::new);
        Login usual = new Login("label", USER, SECRET, Login.USUAL);
        ClientRig.open(rig.sessions(), hop(server, usual)).close();
        assertEquals(1, server.heard(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRAM-MD5 GSSAPI", "XOAUTH2", ""})
    void refusesAHostThatOffersNothingForUs(String offered) throws Exception {
        ScriptedSmtpServer server = server(offered);
        Login usual = new Login("label", USER, SECRET, Login.USUAL);
        String refusal = refusal(hop(server, usual));
        assertTrue(refusal.endsWith(": the host offers none of SCRAM-SHA-256, PLAIN, LOGIN"), refusal);
        assertEquals(0, server.heard("AUTH"));
    }

    /** Short tokens go with the command, long ones behind it. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    void showsATokenByXoauth2(int length) throws Exception {
        String token = "t".repeat(length);
        StringBuilder shown = new StringBuilder();
        ScriptedSmtpServer server = server("XOAUTH2").verifying(() -> line -> {
            String[] words = line.split(" ");
            if (words.length == 2) {
                return "334 ";
            }
            shown.append(new String(Base64.getDecoder().decode(words[words.length - 1]), StandardCharsets.UTF_8));
            return "235 2.7.0 Welcome";
        });
        ClientRig.open(rig.sessions(), hop(server, login(token, Mechanism.XOAUTH2)))
                .close();
        assertEquals("user=" + USER + "\u0001auth=Bearer " + token + "\u0001\u0001", shown.toString());
        assertEquals(length < 500, server.commands.stream().anyMatch(each -> each.startsWith("AUTH XOAUTH2 ")));
    }

    @Test
    void answersAnErrorOfXoauth2WithNothing() throws Exception {
        ScriptedSmtpServer server = server("XOAUTH2")
                .verifying(() -> line -> line.startsWith("AUTH")
                        ? "334 eyJzdGF0dXMiOiI0MDAifQ=="
                        : line.isEmpty() ? "535 5.7.8 Expired" : "500 5.5.1 What?");
        String refusal = refusal(hop(server, login("token-of-mine", Mechanism.XOAUTH2)));
        assertTrue(refusal.endsWith(": 535 5.7.8 Expired"), refusal);
    }

    /** A host that does not know the password cannot sign for it. */
    @ParameterizedTest
    @CsvSource({
        "right,     ",
        "wrong,     the host does not know the password",
        "missing,   the host has not shown that it knows the password",
        "nonce,     a challenge that is no answer to ours",
        "rounds,    a challenge that is no answer to ours",
        "no number, a challenge that SCRAM does not have",
        "no Base64, a challenge that is not Base64"
    })
    void wantsAHostThatKnowsThePassword(String kind, @Nullable String trouble) throws Exception {
        byte[] salt = new byte[16];
        ScriptedSmtpServer server = server("SCRAM-SHA-256").verifying(() -> new ScriptedSmtpServer.Verifier() {
            private String bare = "";
            private String first = "";

            @Override
            public String reply(String line) {
                String text = line.startsWith("AUTH ") ? decoded(line.split(" ")[2]) : decoded(line);
                if (line.equals("*")) {
                    return "501 5.7.0 Given up";
                } else if (line.startsWith("AUTH ")) {
                    bare = text.substring(3);
                    first = (kind.equals("nonce") ? "r=other" : bare.replaceAll(".*,r=", "r=")) + "more,s="
                            + Base64.getEncoder().encodeToString(salt) + ",i="
                            + (kind.equals("rounds") ? "2000000" : kind.equals("no number") ? "-1" : "4096");
                    return kind.equals("no Base64") ? "334 ???" : "334 " + encoded(first);
                } else if (text.isEmpty() || kind.equals("missing")) {
                    return "235 2.7.0 Welcome";
                }
                String all = bare + "," + first + "," + text.replaceAll(",p=.*", "");
                byte[] signature = ScramKeys.of(kind.equals("right") ? SECRET : "guessed", salt, 4096)
                        .serverSignature(all);
                return "334 " + encoded("v=" + Base64.getEncoder().encodeToString(signature));
            }
        });
        Hop hop = hop(server, login(SECRET, Mechanism.SCRAM_SHA_256));
        if (trouble == null) {
            ClientRig.open(rig.sessions(), hop).close();
        } else {
            String refusal = refusal(hop);
            assertTrue(refusal.endsWith(": " + trouble), refusal);
        }
    }

    private static String decoded(String base64) {
        return base64.equals("*") ? base64 : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever a host makes of what it was told, it does not get into a reply. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            500 5.5.1 Unknown command: %s   | 500
            535 5.7.8 %s                    | 535
            %s                              | no valid reply
            """)
    void neverRepeatsASecret(String pattern, String expected) throws Exception {
        for (Mechanism mechanism : Mechanism.values()) {
            ScriptedSmtpServer server = server(mechanism.word())
                    .verifying(() -> line -> mechanism == Mechanism.LOGIN && !line.equals(encoded("topsecret"))
                            ? "334 VXNlcm5hbWU6"
                            : pattern.formatted(line.toLowerCase(Locale.ROOT) + " topsecret"));
            String refusal = refusal(hop(server, login("topsecret", mechanism)));
            assertTrue(refusal.endsWith(": " + expected), refusal);
            assertFalse(refusal.contains("secret"), refusal);
        }
    }

    /** Hosts cut long lines when they repeat them. */
    @Test
    void neverRepeatsAPieceOfASecret() throws Exception {
        ScriptedSmtpServer server = server("LOGIN")
                .verifying(() -> line ->
                        line.equals(encoded("topsecret")) ? "535 5.7.8 Not " + line.substring(0, 8) + "..." : "334 ");
        String refusal = refusal(hop(server, login("topsecret", Mechanism.LOGIN)));
        assertTrue(refusal.endsWith(": 535"), refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\r\nQUIT", "a\u0001b"})
    void sendsNoControlCharacters(String secret) throws Exception {
        ScriptedSmtpServer server = server("PLAIN XOAUTH2");
        String refusal = refusal(hop(server, login(secret, Mechanism.PLAIN, Mechanism.XOAUTH2)));
        assertTrue(refusal.endsWith(": the credentials hold a control character"), refusal);
        assertEquals(0, server.heard("AUTH"));
    }

    @Test
    void neverSignsInWhereTlsMayBeMissing() throws Exception {
        ScriptedSmtpServer server = rig.sink().offering("AUTH PLAIN").verifying(Listener::new);
        for (TlsTerms terms : List.of(new TlsTerms.Never(), new TlsTerms.IfOffered())) {
            refusal(hop(server, login(SECRET, Mechanism.PLAIN), terms));
        }
        assertEquals(List.of(), server.commands);
    }

    @Test
    void reconnectsAndSignsInAnew() throws Exception {
        ScriptedSmtpServer server =
                server("PLAIN").verifying(Listener::new).reply("MAIL", "250 2.1.0 Ok", "close", "250 2.1.0 Ok");
        RelaySessions sessions = rig.sessions();
        Hop hop = hop(server, login(SECRET, Mechanism.PLAIN));
        sendTo(sessions, hop);
        assertEquals("250 2.0.0 Queued as 1", sendTo(sessions, hop).reply());
        assertEquals(2, server.heard("AUTH"));
    }
}
