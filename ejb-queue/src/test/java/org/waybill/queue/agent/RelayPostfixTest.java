package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.PATIENT;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.agent.PostfixPeer.Door;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;

/** Relays to a Postfix as Debian ships it. */
class RelayPostfixTest {

    private static @Nullable PostfixPeer started;
    private static RelayKeys clientTls;

    private RelayRig rig;

    @BeforeAll
    static void start(@TempDir Path directory, @TempDir Path home) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        clientTls = keys.client();
        started = PostfixPeer.start(home, keys);
    }

    @AfterAll
    static void stop() throws Exception {
        if (started != null) {
            started.stop();
        }
    }

    private static PostfixPeer postfix() {
        return Objects.requireNonNull(started);
    }

    @BeforeEach
    void open() throws Exception {
        postfix().mail().forget();
        rig = new RelayRig(clientTls);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String url(String schema, Door door) {
        return schema + "localhost:" + postfix().port(door);
    }

    private Outcome relay(String url, DeliveryJob job) {
        return rig.relay(Peers.relay(url), job);
    }

    private Outcome relay(String url) {
        return relay(url, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@peer.test")));
    }

    /** @param with how it came, as the peer says in the field Received */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            smtp://               | PLAIN     | plain text                                       | with ESMTP id
            smtp+notls://         | STARTTLS  | plain text                                       | with ESMTP id
            smtp://               | STARTTLS  | TLSv1.3 TLS_AES_256_GCM_SHA384, not verified     | with ESMTPS id
            tls://                | STARTTLS  | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPS id
            tls://                | DEMANDING | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPS id
            smtps://              | SMTPS     | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPS id
            tls+auth://good@      | AUTH      | TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name | with ESMTPSA id
            """)
    void handsOver(String schema, Door door, String security, String with) {
        Outcome outcome = relay(url(schema, door));
        assertEquals("Delivered", outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith("250 2.0.0 Ok: queued as "), outcome.reply());
        assertTrue(outcome.target().endsWith("(" + security + ")"), outcome.target());
        String mail = postfix().mail().onlyMailOf("bob");
        assertTrue(mail.contains(with), mail);
        assertTrue(mail.endsWith(TestMail.TEXT.replace("\r\n", "\n")), mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login", "scram-sha-256"})
    void signsInBy(String mechanism) {
        Outcome outcome = relay(url("tls+auth://good@", Door.AUTH) + "?auth=" + mechanism);
        assertEquals("Delivered", outcome.getClass().getSimpleName(), outcome.toString());
        String mail = postfix().mail().onlyMailOf("bob");
        assertTrue(mail.contains("(Authenticated sender: relay@peer.test)"), mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login", "scram-sha-256"})
    void waitsWithAWrongPassword(String mechanism) {
        Outcome outcome = relay(url("tls+auth://bad@", Door.AUTH) + "?auth=" + mechanism);
        assertEquals("Deferred", outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().contains("535 5.7.8"), outcome.reply());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            smtp+notls:// | DEMANDING | Deferred | 530 5.7.0 Must issue a STARTTLS command first
            tls://        | PLAIN     | Deferred | 451 4.7.5 No TLS with
            smtps://      | PLAIN     | Deferred | 451 4.7.5 No TLS with
            tls://        | AUTH      | Failed   | 554 5.7.1 <unknown[127.0.0.1]>: Client host rejected: Access denied
            smtp://       | CLOSED    | Deferred | 451 4.4.1 Refused by
            """)
    void staysOutside(String schema, Door door, String kind, String reply) {
        Outcome outcome = relay(url(schema, door));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith(reply), outcome.reply());
    }

    /** One transaction, each recipient with an answer. */
    @Test
    void tellsRecipientsApart() {
        Envelope bob = TestMail.envelope(1, "alice@example.com", "bob@peer.test", "act");
        Envelope nobody = TestMail.envelope(2, "alice@example.com", "nobody@peer.test", "act");
        Envelope grey = TestMail.envelope(3, "alice@example.com", "grey@peer.test", "act");
        Envelope moved = TestMail.envelope(4, "alice@example.com", "moved@peer.test", "act");
        Envelope elsewhere = TestMail.envelope(5, "alice@example.com", "eve@elsewhere.test", "act");
        List<Envelope> all = List.of(nobody, grey, bob, moved, elsewhere);
        Map<EnvelopeId, Outcome> outcomes = rig.agent(PATIENT)
                .deliver(
                        Peers.relay(url("smtp://", Door.STARTTLS)),
                        TestMail.job(TestMail.TEXT, all.toArray(Envelope[]::new)));
        assertEquals(
                List.of(
                        "Failed 550 5.1.1",
                        "Deferred 450 4.2.0",
                        "Delivered 250 2.0.0",
                        "Failed 551 5.1.6",
                        "Failed 554 5.7.1"),
                all.stream()
                        .map(envelope -> Objects.requireNonNull(outcomes.get(envelope.id())))
                        .map(outcome -> outcome.getClass().getSimpleName() + " "
                                + outcome.reply().substring(0, 9))
                        .toList(),
                outcomes.toString());
        assertTrue(postfix().mail().onlyMailOf("bob").contains("\nSubject: hello\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            spammer@example.com | hello       | 10     | 554 5.7.1 <spammer@example.com>: Sender address rejected: Not from you
            alice@example.com   | virus       | 10     | 550 5.7.1 No viruses
            alice@example.com   | long        | 200000 | 552 5.3.4
            """)
    void fails(String sender, String subject, int length, String reply) {
        String text = "Subject: " + subject + "\r\n\r\n" + "0123456789abcd\r\n".repeat(length / 16 + 1);
        Outcome outcome = relay(
                url("smtp://", Door.PLAIN), TestMail.job(text, TestMail.envelope(1, sender, "bob@peer.test", "act")));
        assertEquals("Failed", outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith(reply), outcome.reply());
    }

    /** Dots at the beginning of lines, the longest lines that are allowed, octets beyond ASCII. */
    @Test
    void altersNoOctet() {
        String text =
                "Subject: octets\r\n\r\n.\r\n..\r\n.x\r\n\r\n" + "y".repeat(998) + "\r\n\u00e4\u00ff\u0080\r\n \t\r\n.";
        String ended = text + "\r\n";
        Outcome outcome = relay(url("smtp://", Door.PLAIN), TestMail.job(ended, TestMail.envelope("bob@peer.test")));
        assertEquals("Delivered", outcome.getClass().getSimpleName(), outcome.toString());
        String mail = postfix().mail().onlyMailOf("bob");
        assertTrue(mail.endsWith("\n" + ended.replace("\r\n", "\n")), mail);
    }
}
