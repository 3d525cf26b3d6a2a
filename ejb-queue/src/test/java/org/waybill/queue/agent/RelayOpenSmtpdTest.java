package org.waybill.queue.agent;

import static java.util.Locale.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.PATIENT;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.waybill.queue.agent.OpenSmtpdPeer.Door;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.Outcome.Holder;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;

/**
 * Relays to an OpenSMTPD as Debian ships it. It knows no PIPELINING and ends a session whose client sends two commands at
 * once, so each mail that arrives says that we wait.
 */
class RelayOpenSmtpdTest {

    /** OpenSMTPD adds what is missing here. */
    private static final String HEADER =
            """
            Date: Sun, 1 Mar 2026 12:00:00 +0000\r
            From: alice@example.com\r
            Message-ID: <1@example.com>\r
            """;

    private static final Pattern TRACE =
            Pattern.compile("\\AReturn-Path: <[^>]*>\nDelivered-To: [^\n]*\nReceived: [^\n]*\n(\t[^\n]*\n)+");

    private static @Nullable OpenSmtpdPeer started;
    private static RelayKeys clientTls;

    private RelayRig rig;

    @BeforeAll
    static void start(@TempDir Path directory, @TempDir Path home) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        clientTls = keys.client();
        started = OpenSmtpdPeer.start(OpenSmtpdPeer.USUAL, home, keys);
    }

    @AfterAll
    static void stop() throws Exception {
        if (started != null) {
            started.stop();
        }
    }

    private static OpenSmtpdPeer peer() {
        return Objects.requireNonNull(started);
    }

    @BeforeEach
    void open() throws Exception {
        peer().forget();
        rig = new RelayRig(clientTls);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String url(String schema, Door door) {
        return schema + "localhost:" + peer().port(door);
    }

    private Outcome relay(String url, DeliveryJob job) {
        return rig.relay(Peers.relay(url), job);
    }

    private Outcome relay(String url) {
        return relay(url, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@peer.test")));
    }

    private static Envelope[] envelopes(List<String> recipients) {
        return IntStream.range(0, recipients.size())
                .mapToObj(i -> TestMail.envelope(i + 1, "alice@example.com", recipients.get(i), "act"))
                .toArray(Envelope[]::new);
    }

    /** What becomes of each recipient of one transaction, in their order. */
    private List<String> relayToAll(List<String> recipients) {
        DeliveryJob job = TestMail.job(TestMail.TEXT, envelopes(recipients));
        Map<EnvelopeId, Outcome> outcomes = rig.agent(PATIENT).deliver(Peers.relay(url("smtp://", Door.PLAIN)), job);
        return job.envelopes().stream()
                .map(envelope -> Objects.requireNonNull(outcomes.get(envelope.id())))
                .map(outcome -> outcome.getClass().getSimpleName() + " " + outcome.reply())
                .toList();
    }

    private static String last(List<String> list) {
        return list.get(list.size() - 1);
    }

    /** Of a field of one line. */
    private static String value(String mail, String field) {
        return mail.lines()
                .filter(line -> line.startsWith(field + ": "))
                .map(line -> line.substring(field.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(mail));
    }

    private static void assertDelivered(Outcome outcome) {
        assertEquals("Delivered", outcome.getClass().getSimpleName(), outcome.toString());
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
        assertDelivered(outcome);
        assertTrue(outcome.reply().endsWith(" Message accepted for delivery"), outcome.reply());
        assertTrue(outcome.target().endsWith("(" + security + ")"), outcome.target());
        String mail = peer().mail().onlyMailOf("bob");
        assertTrue(mail.contains(with), mail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login"})
    void signsInBy(String mechanism) {
        assertDelivered(relay(url("tls+auth://good@", Door.AUTH) + "?auth=" + mechanism));
        String mail = peer().mail().onlyMailOf("bob");
        assertTrue(mail.contains("with ESMTPSA id"), mail);
        assertTrue(
                peer().heard().stream().anyMatch(command -> command.startsWith("AUTH " + mechanism.toUpperCase(ROOT))),
                peer().heard().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login"})
    void waitsWithAWrongPassword(String mechanism) {
        Outcome outcome = relay(url("tls+auth://bad@", Door.AUTH) + "?auth=" + mechanism);
        assertEquals("Deferred", outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().contains("535 Authentication failed"), outcome.reply());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            smtp+notls:// | DEMANDING | Deferred | 530 5.5.1 Invalid command: Must issue a STARTTLS command first
            tls://        | PLAIN     | Deferred | 451 4.7.5 No TLS with
            smtps://      | PLAIN     | Deferred | 451 4.7.5 No TLS with
            tls://        | AUTH      | Deferred | 530 5.5.1 Invalid command: Must issue an AUTH command first
            smtp://       | CLOSED    | Deferred | 451 4.4.1 Refused by
            """)
    void staysOutside(String schema, Door door, String kind, String reply) {
        Outcome outcome = relay(url(schema, door));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith(reply), outcome.reply());
    }

    @Test
    void tellsRecipientsApart() {
        assertEquals(
                List.of(
                        "Failed 550 Invalid recipient: <nobody@peer.test>",
                        "Deferred 451 4.7.1 Greylisted",
                        "Delivered",
                        "Failed 550 Invalid recipient: <eve@elsewhere.test>"),
                relayToAll(List.of("nobody@peer.test", "grey@peer.test", "bob@peer.test", "eve@elsewhere.test"))
                        .stream()
                        .map(said -> said.startsWith("Delivered 250 2.0.0 ") ? "Delivered" : said)
                        .toList());
        assertTrue(peer().mail().onlyMailOf("bob").contains("\nSubject: hello\n"));
    }

    /** It hangs up after its 421, and so without the mail. */
    @Test
    void defersAllWhomAnInterruptionConcerns() {
        assertEquals(
                List.of(
                        "Failed 550 Invalid recipient: <nobody@peer.test>",
                        "Deferred 421 4.3.2 Overloaded",
                        "Deferred 421 4.3.2 Overloaded",
                        "Deferred 421 4.3.2 Overloaded"),
                relayToAll(List.of("nobody@peer.test", "bob@peer.test", "busy@peer.test", "alice@peer.test")));
        assertEquals("RCPT TO:<busy@peer.test>", last(peer().heard()));
    }

    /** It takes ten in a transaction. */
    @Test
    void namesThoseWhoWereTooManyInAnotherTransaction() {
        List<String> recipients =
                IntStream.range(0, 12).mapToObj(i -> "bob+" + i + "@peer.test").toList();
        List<String> outcomes = relayToAll(recipients);
        assertTrue(outcomes.stream().allMatch(said -> said.startsWith("Delivered 250 2.0.0 ")), outcomes.toString());
        assertEquals(
                recipients.stream().sorted().toList(),
                peer().mail().mailsOf("bob", recipients.size()).stream()
                        .map(mail -> value(mail, "Delivered-To"))
                        .sorted()
                        .toList());
    }

    /** @param size in octets */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            spammer@example.com | 100     | Failed   | 550 5.7.1 Not from you
            virus@example.com   | 100     | Failed   | 554 5.7.1 No viruses
            full@example.com    | 100     | Deferred | 452 4.3.1 Disk full
            alice@example.com   | 4000000 | Failed   | 552 5.3.4
            """)
    void isRefused(String sender, int size, String kind, String reply) {
        String text = HEADER + "\r\n" + "0123456789abcd\r\n".repeat(size / 16);
        Outcome outcome = relay(
                url("smtp://", Door.PLAIN), TestMail.job(text, TestMail.envelope(1, sender, "bob@peer.test", "act")));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith(reply), outcome.reply());
    }

    /** Dots at the beginning of lines, the longest lines that are allowed, octets beyond ASCII, and very many of all. */
    @ParameterizedTest
    @CsvSource({"smtp://, PLAIN", "tls://, STARTTLS"})
    void altersNoOctet(String schema, Door door) throws Exception {
        String odd = ".\r\n..\r\n.x\r\n\r\n" + "y".repeat(998) + "\r\n\u00e4\u00ff\u0080\r\n \t\r\n.\r\n";
        String line = ".\u00e4" + "z".repeat(70) + "\r\n";
        for (String body : List.of(odd, line.repeat(2 * 1024 * 1024 / line.length()))) {
            peer().forget();
            String text = HEADER + "Subject: octets\r\n\r\n" + body;
            assertDelivered(relay(url(schema, door), TestMail.job(text, TestMail.envelope("bob@peer.test"))));
            String mail = peer().mail().onlyMailOf("bob");
            String sent = TRACE.matcher(mail).replaceFirst("");
            // a message of equals() would be too long to read
            assertTrue(sent.equals(text.replace("\r\n", "\n")), () -> mail.substring(0, Math.min(mail.length(), 3000)));
            assertTrue(
                    peer().heard().contains("MAIL FROM:<alice@example.com> SIZE=" + text.length() + " BODY=8BITMIME"),
                    peer().heard().toString());
        }
    }

    /** OpenSMTPD tells the sender itself, as it was asked to. */
    @Test
    void passesOnWhatTheSenderWantsToKnow() {
        Outcome outcome = relay(url("smtp://", Door.PLAIN), curious());
        assertDelivered(outcome);
        assertEquals(Holder.DSN_HOST, ((Outcome.Delivered) outcome).holder());
        assertEquals(
                List.of(
                        "MAIL FROM:<alice@peer.test> SIZE=" + TestMail.TEXT.length() + " RET=HDRS ENVID=QQ+203+2B1",
                        "RCPT TO:<bob@peer.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;B+2Bt@example.org"),
                peer().heard().subList(1, 3));
        String report = peer().mail().onlyMailOf("alice");
        assertTrue(report.contains("\nAction: delivered\n"), report);
        assertTrue(report.contains("\nSubject: hello\n") && !report.contains("\nHello\n"), report);
    }

    @Test
    void asksNobodyWhoKnowsNothingOfReports() {
        Outcome outcome = relay(url("smtp://", Door.SILENT), curious());
        assertDelivered(outcome);
        assertEquals(Holder.HOST, ((Outcome.Delivered) outcome).holder());
        assertEquals(
                List.of("MAIL FROM:<alice@peer.test> SIZE=" + TestMail.TEXT.length(), "RCPT TO:<bob@peer.test>"),
                peer().heard().subList(1, 3));
        peer().mail().onlyMailOf("bob");
    }

    private static DeliveryJob curious() {
        Envelope bob = TestMail.envelope(
                1,
                "bob@peer.test",
                "bob@peer.test",
                new RcptParameters(Set.of(Notify.SUCCESS, Notify.DELAY), "rfc822;B+t@example.org"));
        MailParameters parameters =
                new MailParameters(0, BodyType.SEVEN_BIT, false, false, ReturnedContent.HDRS, "QQ 3+1");
        DeliveryJob job = TestMail.job(parameters, TestMail.TEXT, bob);
        return new DeliveryJob(
                job.message().withSender(ReversePath.parse("alice@peer.test")), job.envelopes(), job.body());
    }

    /** It takes three mails in a session; one of which nobody is taken is none. */
    @Test
    void sendsSeveralMailsOverEachSession() {
        RelayAgent agent = rig.thrifty(RelayRig.memory());
        for (String user : List.of("nobody", "bob+1", "bob+2", "bob+3", "bob+4")) {
            DeliveryJob job = TestMail.job(TestMail.TEXT, TestMail.envelope(user + "@peer.test"));
            Outcome outcome = Objects.requireNonNull(agent.deliver(Peers.relay(url("tls+auth://good@", Door.AUTH)), job)
                    .get(job.envelopes().get(0).id()));
            assertEquals(
                    user.equals("nobody") ? "Failed" : "Delivered",
                    outcome.getClass().getSimpleName(),
                    outcome.toString());
        }
        peer().mail().mailsOf("bob", 4);
        assertEquals(
                "EHLO STARTTLS EHLO AUTH MAIL RCPT RSET MAIL RCPT DATA MAIL RCPT DATA MAIL RCPT DATA MAIL QUIT"
                        + " EHLO STARTTLS EHLO AUTH MAIL RCPT DATA",
                peer().heard().stream().map(command -> command.split(" ")[0]).collect(Collectors.joining(" ")));
        rig.close();
        Peers.await("the session is left", () -> last(peer().heard()).equals("QUIT"));
    }
}
