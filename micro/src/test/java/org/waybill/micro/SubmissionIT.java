package org.waybill.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waybill.check.FreePorts;

/** People send their mail through the server: under a certificate that it made itself, with passwords of several kinds. */
class SubmissionIT {

    private static final String CONFIGURATION =
            """
            listen on 127.0.0.1 port {smtp-port}
            pki own self-signed
            table mixed {
                joe = "$y$j9T$saltsaltsalt$nNDsycEBP37XRiK/Qx62iZ4Jbzj3gHJ2kMaWwdseEp/",
                ann = "$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHRzYWx0$jpXUL38Mq1C/yJArTHvcb/vRnqFj2HYfQX712rx2/10"
            }
            table scram {
                joe = "SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$Y2eRFXLWrUnuM8NBTPPoG0Na9Jo+iWz9y0qDnDeJljg=:i9OU/WREaWC16d96s1DBISzhBItqQjA4x+ra3A4ZmKc="
            }
            table senders { joe = "joe@client.test" }
            listen on 127.0.0.1 port {mixed-port} smtps pki own auth <mixed> senders <senders> masquerade
            listen on 127.0.0.1 port {scram-port} smtps pki own auth <scram>
            listen on 127.0.0.1 port {store-port} smtps pki own auth
            table users { "demo" }
            action "local" maildir "mail/%{user.username}" userbase <users>
            match from auth { joe } for local action "local"
            """;

    private static final int MIXED = FreePorts.one();
    private static final int SCRAM = FreePorts.one();
    private static final int STORE = FreePorts.one();

    private static WaybillProcess waybill;

    @BeforeAll
    static void start() throws IOException {
        waybill = WaybillProcess.start(CONFIGURATION
                .replace("{mixed-port}", String.valueOf(MIXED))
                .replace("{scram-port}", String.valueOf(SCRAM))
                .replace("{store-port}", String.valueOf(STORE)));
    }

    @AfterAll
    static void stop() throws IOException {
        waybill.close();
    }

    /** A client that trusts the certificate in the data directory and no other. */
    private static SmtpClient connect(int port) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(waybill.home().resolve("pki/own.crt"))) {
            trusted.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return new SmtpClient(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    private static String plain(String user, String password) {
        String octets = "\0" + user + "\0" + password;
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReply(String beginning, String reply) {
        assertTrue(reply.startsWith(beginning), reply);
    }

    @Test
    void aUserSendsAsHimselfAndIsHeldToIt() throws Exception {
        try (SmtpClient client = connect(MIXED)) {
            assertFalse(client.say("EHLO client.test").contains("SCRAM"), "not every user has a SCRAM secret");
            assertReply("535 ", client.say(plain("joe", "wrong")));
            assertReply("235 ", client.say(plain("joe", "correct horse")));
            assertReply("530 5.7.1 Sender rejected", client.say("MAIL FROM:<boss@client.test>"));
            String mail = "From: Joe <boss@client.test>\r\nSubject: s\r\n\r\nFrom: x\r\n";
            client.send("joe@client.test", List.of("demo@localhost"), mail.getBytes(StandardCharsets.US_ASCII));
        }
        Path mailbox = waybill.home().resolve("mail/demo/new");
        Wait.until("the mail", () -> !files(mailbox).isEmpty());
        List<String> lines = Files.readAllLines(files(mailbox).get(0));
        assertEquals(
                List.of("From: Joe <joe@client.test>", "Subject: s", "Date", "Message-ID", "", "From: x"),
                lines.subList(lines.size() - 6, lines.size()).stream()
                        .map(line -> line.replaceFirst("^(Date|Message-ID): .*", "$1"))
                        .toList());
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(files.toList());
        }
    }

    @Test
    void anotherUserMaySignInButNotSend() throws Exception {
        try (SmtpClient client = connect(MIXED)) {
            client.say("EHLO client.test");
            assertReply("235 ", client.say(plain("ANN", "correct horse")));
            assertReply("530 ", client.say("MAIL FROM:<ann@client.test>"));
        }
    }

    @Test
    void scramIsOfferedWhereAllHaveSecretsAndPasswordsWorkToo() throws Exception {
        try (SmtpClient client = connect(SCRAM)) {
            assertTrue(client.say("EHLO client.test").contains("SCRAM-SHA-256"));
            assertReply("235 ", client.say(plain("joe", "correct horse")));
        }
    }

    @Test
    void administratorsOfTheConsoleAreNoMailUsers() throws Exception {
        try (SmtpClient client = connect(STORE)) {
            client.say("EHLO client.test");
            assertReply("454 ", client.say(plain("admin", WaybillProcess.ADMIN_PASSWORD)));
        }
    }
}
