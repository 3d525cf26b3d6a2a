package org.waybill.queue.core.envelope;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

/** Mails to test with. Times have whole milliseconds, as the queue keeps them. */
public final class Mails {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    private Mails() {}

    /** A mail for {@code r1@example.net}, {@code r2@example.net} and so on, by the action {@code local}. */
    public static QueuedMail mail(long id, int recipients) {
        String[] addresses = new String[recipients];
        for (int i = 0; i < recipients; i++) {
            addresses[i] = "r" + (i + 1) + "@example.net";
        }
        return mailTo(id, "Sender." + id + "@example.org", addresses);
    }

    public static QueuedMail mailTo(long id, String sender, String... recipients) {
        ReversePath from = ReversePath.parse(sender);
        StoredMessage message = new StoredMessage(
                new MessageId(id),
                from,
                MailParameters.NONE,
                "[192.0.2." + id % 256 + "] helo=client.example.org",
                NOW,
                new BodyLocation(id / 64, id * 1000, 900 + id, (int) (id * 0x9E3779B9L)));
        List<Envelope> envelopes = new ArrayList<>();
        for (String recipient : recipients) {
            MailAddress address = MailAddress.parse(recipient);
            RecipientPlan plan = new RecipientPlan(
                    address, address.withDomain("final.example"), address.localPart(), new ActionName("local"));
            envelopes.add(Envelope.created(id(id, envelopes.size() + 1), from, plan, RcptParameters.NONE, NOW));
        }
        return new QueuedMail(message, envelopes);
    }

    /** The same mail with other parameters. */
    public static QueuedMail with(QueuedMail mail, MailParameters parameters) {
        StoredMessage m = mail.message();
        return new QueuedMail(
                new StoredMessage(m.id(), m.sender(), parameters, m.origin(), m.receivedAt(), m.location()),
                mail.envelopes());
    }

    /** The same mail with other parameters of its recipients, in their order. */
    public static QueuedMail with(QueuedMail mail, List<RcptParameters> parameters) {
        List<Envelope> envelopes = new ArrayList<>();
        for (Envelope e : mail.envelopes()) {
            RecipientPlan plan = new RecipientPlan(e.recipient(), e.destination(), e.user(), e.action());
            envelopes.add(Envelope.created(e.id(), e.sender(), plan, parameters.get(envelopes.size()), e.created()));
        }
        return new QueuedMail(mail.message(), envelopes);
    }

    /** The same mail, due at another time. */
    public static QueuedMail due(QueuedMail mail, Instant due) {
        return new QueuedMail(
                mail.message(),
                mail.envelopes().stream()
                        .map(e -> copy(e, EnvelopeState.QUEUED, due))
                        .toList());
    }

    /** The same mail, whose sender knows that it waits until then. */
    public static QueuedMail warned(QueuedMail mail, Instant until) {
        return new QueuedMail(
                mail.message(),
                mail.envelopes().stream()
                        .map(e -> copy(e, e.state(), e.holdReason(), e.due(), until))
                        .toList());
    }

    /** The same mail for others: to the same users of another domain. */
    public static QueuedMail to(String domain, QueuedMail mail) {
        return new QueuedMail(
                mail.message(),
                mail.envelopes().stream()
                        .map(e -> {
                            MailAddress address = e.destination().withDomain(domain);
                            RecipientPlan plan = new RecipientPlan(address, address, e.user(), e.action());
                            return Envelope.created(e.id(), e.sender(), plan, e.parameters(), e.created());
                        })
                        .toList());
    }

    /** The same envelope before it was leased. */
    public static Envelope asQueued(Envelope leased) {
        return copy(leased, EnvelopeState.QUEUED, leased.due());
    }

    /** The same envelope, HELD. */
    public static Envelope held(Envelope e, String reason) {
        return copy(e, EnvelopeState.HELD, reason, e.due());
    }

    private static Envelope copy(Envelope e, EnvelopeState state, Instant due) {
        return copy(e, state, e.holdReason(), due);
    }

    private static Envelope copy(Envelope e, EnvelopeState state, String holdReason, Instant due) {
        return copy(e, state, holdReason, due, e.warned());
    }

    private static Envelope copy(Envelope e, EnvelopeState state, String holdReason, Instant due, Instant warned) {
        return new Envelope(
                e.id(),
                e.sender(),
                e.recipient(),
                e.parameters(),
                e.destination(),
                e.user(),
                e.ending(),
                e.action(),
                state,
                holdReason,
                e.attempts(),
                e.created(),
                due,
                warned,
                e.lastResult());
    }

    public static EnvelopeId id(long message, int number) {
        return new EnvelopeId(new MessageId(message), number);
    }

    /** A lease for ten minutes. */
    public static Lease lease(long token) {
        return new Lease(token, "node0/" + token, NOW.plusSeconds(600));
    }

    public static Attempt attempt(int number) {
        return new Attempt(
                number,
                NOW.plusSeconds(1),
                Duration.ofMillis(42),
                7,
                "relay smtp://mx.example.org:25",
                Attempt.Result.DEFERRED,
                "451 4.4.1 später — 明日");
    }

    /** {@code 1.2} for message 1, envelope 2. */
    public static List<String> envelopeIds(List<QueuedMail> mails) {
        return mails.stream()
                .flatMap(mail -> mail.envelopes().stream())
                .map(e -> e.id().message().value() + "." + e.id().number())
                .toList();
    }
}
