package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.PATIENT;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.waybill.queue.agent.MailPeer.Door;
import org.waybill.queue.core.action.Action;
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

/** What becomes of mail that a {@link MailPeer} has let in, whosever it is. */
abstract class RelayPeerContract extends RelayDoorsContract {

    /** Complete, as peers may add what is missing. */
    private static final String HEADER =
            """
            Date: Sun, 1 Mar 2026 12:00:00 +0000\r
            From: alice@example.com\r
            Message-ID: <1@example.com>\r
            """;

    /** What a peer puts before a mail. */
    private static final Pattern TRACE = Pattern.compile("\\AReturn-Path: <[^>]*>\n(X-Original-To: [^\n]*\n)?"
            + "Delivered-To: [^\n]*\nReceived: [^\n]*\n(\t[^\n]*\n)+");

    /** The verbs that the peer hears in {@link #sendsSeveralMailsOverEachSession}. */
    abstract String conversation();

    private static Envelope[] envelopes(List<String> recipients) {
        return IntStream.range(0, recipients.size())
                .mapToObj(i -> TestMail.envelope(i + 1, "alice@example.com", recipients.get(i), "act"))
                .toArray(Envelope[]::new);
    }

    /** What becomes of each recipient of one transaction, in their order. */
    private List<String> relayToAll(Door door, List<String> recipients) {
        DeliveryJob job = TestMail.job(TestMail.TEXT, envelopes(recipients));
        Map<EnvelopeId, Outcome> outcomes = rig.agent(PATIENT).deliver(Peers.relay(url("smtp://", door)), job);
        return job.envelopes().stream()
                .map(envelope -> Objects.requireNonNull(outcomes.get(envelope.id())))
                .map(this::words)
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

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "STARTTLS"})
    void tellsRecipientsApart(Door door) {
        assertEquals(
                List.of(
                        outcomeOf(Refusal.NOBODY),
                        outcomeOf(Refusal.GREY),
                        "Delivered",
                        outcomeOf(Refusal.MOVED),
                        outcomeOf(Refusal.ELSEWHERE)),
                relayToAll(
                        door,
                        List.of(
                                "nobody@peer.test",
                                "grey@peer.test",
                                "bob@peer.test",
                                "moved@peer.test",
                                "eve@elsewhere.test")));
        assertTrue(peer().mail().onlyMailOf("bob").contains("\nSubject: hello\n"));
    }

    /** The peer hangs up after its 421, and so without the mail. */
    @Test
    void defersAllWhomAnInterruptionConcerns() {
        String busy = outcomeOf(Refusal.BUSY);
        assertEquals(
                List.of(outcomeOf(Refusal.NOBODY), busy, busy, busy),
                relayToAll(
                        Door.PLAIN, List.of("nobody@peer.test", "bob@peer.test", "busy@peer.test", "alice@peer.test")));
        assertEquals("RCPT TO:<busy@peer.test>", last(peer().heard()));
    }

    /** The peer takes ten in a transaction. */
    @Test
    void namesThoseWhoWereTooManyInAnotherTransaction() {
        List<String> recipients =
                IntStream.range(0, 12).mapToObj(i -> "bob+" + i + "@peer.test").toList();
        List<String> outcomes = relayToAll(Door.PLAIN, recipients);
        assertTrue(outcomes.stream().allMatch("Delivered"::equals), outcomes.toString());
        assertEquals(
                recipients.stream().sorted().toList(),
                peer().mail().mailsOf("bob", recipients.size()).stream()
                        .map(mail -> value(mail, "Delivered-To"))
                        .sorted()
                        .toList());
    }

    private DeliveryJob mailFrom(String sender, int octets) {
        String text = HEADER.replace("alice@example.com", sender) + "\r\n" + "0123456789abcd\r\n".repeat(octets / 16);
        return TestMail.job(text, TestMail.envelope(1, sender, "bob@peer.test", "act"));
    }

    @ParameterizedTest
    @CsvSource({"spammer@example.com, SPAMMER", "virus@example.com, VIRUS", "full@example.com, FULL"})
    void isRefused(String sender, Refusal refusal) {
        assertRefused(refusal, relay(url("smtp://", Door.PLAIN), mailFrom(sender, 100)));
    }

    @Test
    void isRefusedWhereItIsTooLarge() {
        String outcome = words(relay(url("smtp://", Door.PLAIN), mailFrom("alice@example.com", 4_000_000)));
        assertTrue(outcome.startsWith("Failed 552 5.3.4"), outcome);
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
            List<String> heard = peer().heard();
            assertTrue(
                    heard.contains("MAIL FROM:<alice@example.com> SIZE=" + text.length() + " BODY=8BITMIME"),
                    heard.toString());
        }
    }

    /** The peer tells the sender itself, as it was asked to. */
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

    /** One of which nobody is taken is none. */
    @Test
    void sendsSeveralMailsOverEachSession() {
        RelayAgent agent = rig.thrifty(RelayRig.memory());
        Action relay = Peers.relay(url("tls+auth://good@", Door.AUTH) + "?auth=plain");
        for (String user : List.of("nobody", "bob+1", "bob+2", "bob+3", "bob+4")) {
            DeliveryJob job = TestMail.job(TestMail.TEXT, TestMail.envelope(user + "@peer.test"));
            Outcome outcome = Objects.requireNonNull(
                    agent.deliver(relay, job).get(job.envelopes().get(0).id()));
            assertEquals(
                    user.equals("nobody") ? outcomeOf(Refusal.NOBODY) : "Delivered",
                    words(outcome),
                    outcome.toString());
        }
        peer().mail().mailsOf("bob", 4);
        assertEquals(
                conversation(),
                peer().heard().stream().map(command -> command.split(" ")[0]).collect(Collectors.joining(" ")));
        rig.close();
        Peers.await("the session is left", () -> last(peer().heard()).equals("QUIT"));
    }
}
