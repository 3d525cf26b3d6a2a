package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.SocketPolicy;
import org.waybill.queue.core.enqueue.LocalMail;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.InMemoryMessageStore;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.filter.FilterChain;
import org.waybill.queue.core.submit.HeaderCompletion;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MessageBody;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

class SubmitMailTest {

    private static final String HOST = "mx.seed.test";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int MAX_SIZE = 2000;
    private static final SmtpReply LATER = SmtpReply.temporaryFailure();
    private static final String TEXT = "From: joe@client.test\r\nSubject: s\r\n\r\nhello\r\n";

    private final InMemoryMailQueue queue = new InMemoryMailQueue();
    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final List<RecipientRequest> asked = new ArrayList<>();
    private SocketPolicy policy = SocketPolicy.USUAL;
    private StepVerdict atMail = new StepVerdict.Proceed();
    private boolean room = true;

    @Test
    void putsAMailIntoTheQueue() throws IOException {
        LocalVerdict.Queued queued = queued(submit(mail(TEXT, "alice", "bob")));
        assertEquals(List.of(), queued.refusals());
        assertEquals(
                List.of("alice@dest.test", "bob@dest.test"),
                queue.envelopes().stream()
                        .map(Envelope::recipient)
                        .map(MailAddress::toString)
                        .toList());
        assertEquals(
                "Received: by mx.seed.test (Waybill) with local id 0000000000000007 (from userid joe)"
                        + ";\r\n\tSun, 22 Nov 2026 12:00:00 +0000\r\n" + TEXT,
                kept());
    }

    @Test
    void asksAsSomebodyInside() {
        policy = new SocketPolicy("inside", false, true, FilterChain.NONE);
        submit(mail(TEXT, "alice"));
        assertEquals(Peer.local("joe").withTag("inside"), asked.get(0).peer());
        assertEquals("joe@mx.seed.test", asked.get(0).sender().toString());
        assertEquals(TEXT.length(), asked.get(0).mail().declaredSize());
    }

    @Test
    void namesTheOnlyRecipientAndNoSenderThatIsToBeMasked() throws IOException {
        policy = new SocketPolicy("", true, true, FilterChain.NONE);
        submit(mail(TEXT, "alice"));
        assertTrue(
                kept().startsWith("Received: by mx.seed.test (Waybill) with local id 0000000000000007"
                        + "\r\n\tfor <alice@dest.test>;\r\n"),
                kept());
    }

    static Stream<Arguments> authors() {
        return Stream.of(
                Arguments.of("joe@client.test", "", "From: joe@client.test\r\n"),
                Arguments.of("joe", "", "From: joe@mx.seed.test\r\n"),
                Arguments.of("joe", "Joe <joe@client.test>", "From: Joe <joe@client.test>\r\n"),
                Arguments.of("", "", "From: postmaster@mx.seed.test\r\n"));
    }

    @ParameterizedTest
    @MethodSource("authors")
    void saysWhoWroteItIfTheMailDoesNot(String sender, String author, String expected) throws IOException {
        submit(new LocalMail(
                "joe",
                ReversePath.parse(sender),
                MailParameters.NONE,
                List.of(recipient("alice")),
                Bodies.of("Subject: s\r\n\r\n"),
                author,
                false));
        assertTrue(kept().contains("\r\n" + expected), kept());
    }

    @Test
    void completesTheHeaderAsOfMailOfThisMachine() throws IOException {
        HeaderCompletion completion = new HeaderCompletion(peer -> HOST, address -> false);
        AcceptMail accept = new AcceptMail(store, queue, new KeptBody(List.of(completion)));
        verb(accept).submit(mail("From: joe\r\nBcc: x@dest.test\r\n\r\nhello\r\n", "alice"));
        String date = "Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n";
        String id = "Message-ID: <0000000000000007@mx.seed.test>\r\n";
        assertEquals(
                "From: joe@mx.seed.test\r\n" + date + id + "\r\nhello\r\n", kept().substring(kept().indexOf("From:")));
    }

    @Test
    void sendsToNobodyIfOneIsRefused() {
        LocalVerdict verdict = submit(mail(TEXT, "alice", "later", "nobody"));
        assertEquals(List.of(), queue.envelopes());
        assertEquals(
                List.of(
                        new LocalVerdict.Refusal("later@dest.test", LATER),
                        new LocalVerdict.Refusal(
                                "nobody@dest.test", SmtpReply.invalidRecipient(MailAddress.parse("nobody@dest.test")))),
                verdict.refusals());
    }

    @Test
    void sendsToTheGoodOnesIfTheCallerSaysSo() {
        LocalMail mail = mail(TEXT, "alice", "nobody");
        LocalVerdict.Queued queued = queued(submit(
                new LocalMail("joe", mail.sender(), mail.parameters(), mail.recipients(), mail.content(), "", true)));
        assertEquals(1, queue.envelopes().size());
        assertEquals("nobody@dest.test", queued.refusals().get(0).recipient());
    }

    @Test
    void mayBeTakenLaterOnlyIfNoReasonStays() {
        assertTrue(((LocalVerdict.Refused) submit(mail(TEXT, "later"))).temporary());
        assertTrue(!((LocalVerdict.Refused) submit(mail(TEXT, "later", "nobody"))).temporary());
    }

    @Test
    void takesAsManyHopsAsASession() {
        queued(submit(mail("Received:\r\n".repeat(99) + TEXT, "alice")));
    }

    static Stream<Arguments> badMails() {
        String[] many = Stream.generate(() -> "alice").limit(1001).toArray(String[]::new);
        return Stream.of(
                Arguments.of(mail(TEXT + "x".repeat(MAX_SIZE) + "\r\n", "alice"), SmtpReply.MAIL_TOO_BIG),
                Arguments.of(mail(TEXT), SmtpReply.NO_VALID_RECIPIENTS),
                Arguments.of(mail(TEXT, many), SmtpReply.of(550, "5.5.3", "Too many recipients")),
                Arguments.of(mail("Received:\r\n".repeat(100) + "\r\n", "alice"), SmtpReply.MAIL_LOOP),
                Arguments.of(mail("Subject: \0\r\n\r\n", "alice"), SmtpReply.UNSAFE_CHUNK),
                Arguments.of(mail("Subject: s\n\r\n", "alice"), SmtpReply.UNSAFE_CHUNK));
    }

    @ParameterizedTest
    @MethodSource("badMails")
    void refusesWhatASessionWouldRefuse(LocalMail mail, SmtpReply reply) {
        assertEquals(new LocalVerdict.Refused(List.of(new LocalVerdict.Refusal("", reply))), submit(mail));
        assertEquals(List.of(), queue.envelopes());
    }

    @Test
    void refusesReportsWhereTheyAreSwitchedOff() {
        policy = new SocketPolicy("", false, false, FilterChain.NONE);
        LocalMail.Recipient alice = new LocalMail.Recipient(
                MailAddress.parse("alice@dest.test"), new RcptParameters(Set.of(Notify.SUCCESS), ""));
        LocalMail mail = new LocalMail(
                "joe", ReversePath.parse("joe"), MailParameters.NONE, List.of(alice), Bodies.of(TEXT), "", false);
        assertEquals(SmtpReply.PARAMETER_UNKNOWN, submit(mail).refusals().get(0).reply());
        assertInstanceOf(LocalVerdict.Queued.class, submit(mail(TEXT, "alice")));
    }

    @Test
    void defersWhileThereIsNoRoom() {
        room = false;
        LocalVerdict.Refused refused = (LocalVerdict.Refused) submit(mail(TEXT, "alice"));
        assertEquals(SmtpReply.SPOOL_FULL, refused.refusals().get(0).reply());
        assertTrue(refused.temporary());
    }

    @Test
    void declaresWhatTheMailIs() {
        LocalMail ascii = mail(TEXT, "alice");
        LocalMail mail = new LocalMail(
                "joe",
                ReversePath.parse("jö@client.test"),
                MailParameters.NONE,
                ascii.recipients(),
                Bodies.of("Subject: s\r\n\r\nö\r\n"),
                "",
                false);
        MailParameters parameters = queued(submit(mail)).mail().parameters();
        assertEquals(BodyType.EIGHT_BIT_MIME, parameters.body());
        assertTrue(parameters.smtpUtf8());
    }

    @Test
    void letsFiltersDecide() throws IOException {
        atMail = new StepVerdict.Refused(LATER);
        assertEquals(LATER, submit(mail(TEXT, "alice")).refusals().get(0).reply());
        atMail = new StepVerdict.Rewritten("other@client.test", true);
        LocalVerdict.Queued queued = queued(submit(mail(TEXT, "alice")));
        assertEquals("other@client.test", queued.mail().sender().toString());
        assertTrue(kept().contains("\r\nX-Spam: yes\r\n"), kept());
    }

    @Test
    void throwsWhatIsNoAnswer() {
        store.setFull(true);
        assertThrows(UncheckedIOException.class, () -> submit(mail(TEXT, "alice")));
        assertEquals(List.of(), queue.envelopes());
    }

    private static LocalVerdict.Queued queued(LocalVerdict verdict) {
        return assertInstanceOf(LocalVerdict.Queued.class, verdict);
    }

    private String kept() throws IOException {
        MessageBody body = store.open(queue.messages().get(0).location());
        return new String(Bodies.read(body), StandardCharsets.UTF_8);
    }

    private static LocalMail mail(String text, String... recipients) {
        return new LocalMail(
                "joe",
                ReversePath.parse("joe"),
                MailParameters.NONE,
                Stream.of(recipients).map(SubmitMailTest::recipient).toList(),
                Bodies.of(text),
                "",
                false);
    }

    private static LocalMail.Recipient recipient(String name) {
        return new LocalMail.Recipient(MailAddress.parse(name + "@dest.test"), RcptParameters.NONE);
    }

    private LocalVerdict submit(LocalMail mail) {
        return verb(new AcceptMail(store, queue, kept -> kept.body())).submit(mail);
    }

    private SubmitMail verb(AcceptMail accept) {
        return new SubmitMail(
                this::configuration,
                HOST,
                () -> new MessageId(7),
                () -> room,
                new SubmitMail.Verbs(this::step, this::recipient, accept),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private StepVerdict step(StepRequest request) {
        return request.step() == Step.MAIL ? atMail : new StepVerdict.Proceed();
    }

    private RecipientVerdict recipient(RecipientRequest request) {
        asked.add(request);
        MailAddress address = request.recipient();
        return switch (address.localPart()) {
            case "nobody" -> new RecipientVerdict.Refused(SmtpReply.invalidRecipient(address));
            case "later" -> new RecipientVerdict.Refused(LATER);
            default ->
                new RecipientVerdict.Accepted(RecipientPlans.of(
                        new RecipientPlan(address, address, address.localPart(), new ActionName("out"))));
        };
    }

    private Configuration configuration() {
        return Configurations.of(policy, MAX_SIZE);
    }
}
