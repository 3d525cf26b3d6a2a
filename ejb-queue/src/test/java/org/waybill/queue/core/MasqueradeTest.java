package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.auth.AuthSource;
import org.waybill.queue.core.auth.SenderRule;
import org.waybill.queue.core.auth.SignInUnavailableException;
import org.waybill.queue.core.auth.Submission;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

class MasqueradeTest {

    private static final InlineTable JOES = SubmissionListener.mapping("snd", "joe", "joe@client.test, @joe.test");

    private static final String BODY = "\r\nFrom: x@c.test\r\n\u00ff";

    private static Configuration masquerade(LookupTable senders) {
        return SubmissionListener.with(
                new Submission(new AuthSource.IdentityStores(), new SenderRule.Listed(senders, true)));
    }

    private static MailTransaction mail(String user, String sender, String text) {
        Peer peer = SubmissionListener.client().withUser(user);
        return new MailTransaction(
                MessageId.parse("00f1000000000001"),
                peer,
                ReversePath.parse(sender),
                MailParameters.NONE,
                List.of(new MailTransaction.Recipient(MailAddress.parse("a@b.test"), RcptParameters.NONE, "plan")),
                Bodies.of(text.getBytes(StandardCharsets.ISO_8859_1)),
                Instant.EPOCH);
    }

    private static MailTransaction mail(String from) {
        return mail("joe", "joe@client.test", "Received: r\r\nFrom: " + from + "\r\nTo: t\r\n" + BODY);
    }

    private static String text(MessageBody body) throws IOException {
        try (InputStream in = body.open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertEquals(text.length(), body.size());
            return text;
        }
    }

    private static MessageBody kept(Configuration configuration, MailTransaction mail) {
        return new KeptBody(List.of(new Masquerade(() -> configuration))).apply(mail);
    }

    @Test
    void putsTheSenderInThePlaceOfSomebodyElse() throws IOException {
        MessageBody kept = kept(masquerade(JOES), mail("Joe <fake@other.test>"));
        assertEquals("Received: r\r\nFrom: Joe <joe@client.test>\r\nTo: t\r\n" + BODY, text(kept));
        assertEquals("Received: r\r\nFrom: Joe <joe@client.test>\r\nTo: t\r\n" + BODY, text(kept));
    }

    @Test
    void keepsEveryAddressOfTheUser() {
        MailTransaction mail = mail("Joe <any@joe.test>, joe+tag@CLIENT.test");
        assertSame(mail.body(), kept(masquerade(JOES), mail));
    }

    @Test
    void writesAnAddressInUtf8() throws IOException {
        MailTransaction mail = mail("joe", "joe@client.test", "From: J\u00c3\u00b6 <x@c.test>\r\n\r\n");
        assertEquals("From: J\u00c3\u00b6 <joe@client.test>\r\n\r\n", text(kept(masquerade(JOES), mail)));
    }

    @Test
    void leavesOthersAlone() {
        Configuration unmasked = SubmissionListener.with(
                new Submission(new AuthSource.IdentityStores(), new SenderRule.Listed(JOES, false)));
        Configuration unlisted =
                SubmissionListener.with(new Submission(new AuthSource.IdentityStores(), new SenderRule.Anybody()));
        for (Configuration configuration : List.of(unmasked, unlisted, SubmissionListener.configuration(List.of()))) {
            MailTransaction mail = mail("fake@other.test");
            assertSame(mail.body(), kept(configuration, mail));
        }
        MailTransaction stranger = mail("", "joe@client.test", "From: fake@other.test\r\n\r\n");
        assertSame(stranger.body(), kept(masquerade(JOES), stranger));
        MailTransaction report = mail("joe", "", "From: fake@other.test\r\n\r\n");
        assertSame(report.body(), kept(masquerade(JOES), report));
    }

    @Test
    void aMailWithoutAFromFieldOrWithoutAHeaderStaysAsItIs() {
        MailTransaction bare = mail("joe", "joe@client.test", "\r\nFrom: x@c.test\r\n");
        assertSame(bare.body(), kept(masquerade(JOES), bare));
        MailTransaction empty = mail("joe", "joe@client.test", "");
        assertSame(empty.body(), kept(masquerade(JOES), empty));
    }

    @Test
    void isLeftToALaterTryWhenTheTableCannotBeRead() {
        Configuration unreadable = masquerade(new UnavailableTable("snd"));
        assertThrows(SignInUnavailableException.class, () -> kept(unreadable, mail("x@c.test")));
    }
}
