package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.core.envelope.Mails.NOW;
import static org.waybill.queue.core.envelope.Mails.attempt;
import static org.waybill.queue.core.envelope.Mails.lease;
import static org.waybill.queue.core.envelope.Mails.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;

/** Every {@link MailQueue} gives a mail back as it was stored. */
public interface StoredMailContract {

    MailQueue queue();

    /** Stores in a transaction of its own and commits it. */
    void commit(List<QueuedMail> mails);

    @Test
    default void givesBackWhatWasStored() {
        QueuedMail mail = mail(7, 2);
        commit(List.of(mail));

        List<QueuedMail> claimed = queue().claimDue(NOW, 10, lease(1));

        assertEquals(
                List.of(mail.message()),
                claimed.stream().map(QueuedMail::message).toList());
        assertEquals(
                mail.envelopes(),
                claimed.get(0).envelopes().stream().map(Mails::asQueued).toList());
        assertTrue(claimed.get(0).envelopes().stream().allMatch(e -> e.state() == EnvelopeState.LEASED));
    }

    @Test
    default void keepsEveryField() {
        EnvelopeId id = new EnvelopeId(MessageId.parse("7fffffffffffffff"), 999_999);
        ReversePath sender = ReversePath.parse("\"odd \\\"local\\\\ part\"@" + "d".repeat(60) + ".example");
        StoredMessage message = new StoredMessage(
                id.message(),
                sender,
                new MailParameters(0, BodyType.BINARY_MIME, true, true, ReturnedContent.HDRS, "QQ 314159"),
                "[2001:db8::1] helo=ü",
                NOW,
                new BodyLocation(Long.MAX_VALUE, 1L << 40, 0, -1));
        Envelope envelope = new Envelope(
                id,
                sender,
                MailAddress.parse("A.b+c@[192.0.2.1]"),
                new RcptParameters(Set.of(Notify.SUCCESS, Notify.DELAY), "utf-8;größe@例え.jp +=\\"),
                MailAddress.parse("a_b%c@example.net"),
                "größe",
                new Ending.Command("/usr/bin/vacation größe", true),
                new ActionName("relay-out_2.x"),
                EnvelopeState.QUEUED,
                "",
                17,
                NOW.minusSeconds(86_400),
                NOW.minusMillis(1),
                NOW.minusSeconds(3600),
                "450 4.2.0 später — 明日 😀 it's \\ 'quoted' \"twice\"; -- %_!");
        QueuedMail mail = new QueuedMail(message, List.of(envelope));
        commit(List.of(mail));

        QueuedMail claimed = queue().claimDue(NOW, 10, lease(1)).get(0);

        assertEquals(message, claimed.message());
        assertEquals(envelope, Mails.asQueued(claimed.envelopes().get(0)));
    }

    @Test
    default void keepsEveryParameterOfAMessage() {
        List<MailParameters> all = new ArrayList<>();
        for (BodyType body : BodyType.values()) {
            for (ReturnedContent returned : ReturnedContent.values()) {
                all.add(new MailParameters(0, body, true, false, returned, ""));
                all.add(new MailParameters(0, body, false, true, returned, "~ +=;".repeat(20)));
            }
        }
        List<QueuedMail> mails = new ArrayList<>();
        for (MailParameters parameters : all) {
            mails.add(Mails.with(mail(mails.size() + 1, 1), parameters));
        }
        commit(mails);

        assertEquals(
                all,
                queue().claimDue(NOW, 100, lease(1)).stream()
                        .map(claimed -> claimed.message().parameters())
                        .toList());
    }

    @Test
    default void keepsEveryParameterOfARecipientThroughAnAttempt() {
        List<RcptParameters> all = List.of(
                RcptParameters.NONE,
                new RcptParameters(Set.of(Notify.NEVER), ""),
                new RcptParameters(Set.of(Notify.SUCCESS), "rfc822;" + "a".repeat(493)),
                new RcptParameters(Set.of(Notify.FAILURE), ""),
                new RcptParameters(Set.of(Notify.DELAY), ""),
                new RcptParameters(Set.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY), "utf-8;用户😀@例え.jp"));
        commit(List.of(Mails.with(mail(1, all.size()), all)));
        queue().claimDue(NOW, 10, lease(1));
        List<Settlement> settlements = new ArrayList<>();
        for (int number = 1; number <= all.size(); number++) {
            settlements.add(new Settlement(Mails.id(1, number), 1, attempt(1), new Settlement.Move.RetryAt(NOW), null));
        }

        queue().settle(settlements);

        assertEquals(
                all,
                queue().claimDue(NOW, 10, lease(2)).get(0).envelopes().stream()
                        .map(Envelope::parameters)
                        .toList());
    }

    @Test
    default void doesNotKeepTheDeclaredSize() {
        commit(List.of(Mails.with(mail(1, 1), MailParameters.NONE.withDeclaredSize(12))));

        assertEquals(
                MailParameters.NONE,
                queue().claimDue(NOW, 10, lease(1)).get(0).message().parameters());
    }
}
