package org.waybill.queue.core.deliver;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

/** Mails for tests: accepted at {@link #ACCEPTED}, from alice. */
public final class TestMail {

    public static final Instant ACCEPTED = Instant.parse("2026-03-01T12:00:00Z");
    public static final MessageId ID = MessageId.parse("0123456789abcdef");
    public static final String TEXT = "Subject: hello\r\nFrom: alice@example.com\r\n\r\nHello\r\n";

    private TestMail() {}

    public static Envelope envelope(int number, String sender, String recipient, String action) {
        MailAddress address = MailAddress.parse(recipient);
        RecipientPlan plan = new RecipientPlan(address, address, address.localPart(), new ActionName(action));
        return Envelope.created(
                new EnvelopeId(ID, number), ReversePath.parse(sender), plan, RcptParameters.NONE, ACCEPTED);
    }

    public static Envelope envelope(String recipient) {
        return envelope(1, "alice@example.com", recipient, "act");
    }

    /** An envelope with parameters whose recipient was expanded to a destination. */
    public static Envelope envelope(int number, String recipient, String destination, RcptParameters parameters) {
        RecipientPlan plan = new RecipientPlan(
                MailAddress.parse(recipient), MailAddress.parse(destination), "user", new ActionName("act"));
        return Envelope.created(
                new EnvelopeId(ID, number), ReversePath.parse("alice@example.com"), plan, parameters, ACCEPTED);
    }

    /** After some attempts. */
    public static Envelope tried(Envelope envelope, int attempts) {
        return in(envelope, EnvelopeState.QUEUED, "", attempts);
    }

    public static Envelope held(Envelope envelope, String reason) {
        return in(envelope, EnvelopeState.HELD, reason, envelope.attempts());
    }

    /** Waiting for this time. */
    public static Envelope due(Envelope envelope, Instant due) {
        return in(envelope, EnvelopeState.QUEUED, "", envelope.attempts(), due);
    }

    private static Envelope in(Envelope envelope, EnvelopeState state, String reason, int attempts) {
        return in(envelope, state, reason, attempts, envelope.due());
    }

    private static Envelope in(Envelope envelope, EnvelopeState state, String reason, int attempts, Instant due) {
        return new Envelope(
                envelope.id(),
                envelope.sender(),
                envelope.recipient(),
                envelope.parameters(),
                envelope.destination(),
                envelope.user(),
                envelope.ending(),
                envelope.action(),
                state,
                reason,
                attempts,
                envelope.created(),
                due,
                envelope.warned(),
                envelope.lastResult());
    }

    /** Whose sender knows that it waits until this time. */
    public static Envelope warned(Envelope envelope, Instant until) {
        return new Envelope(
                envelope.id(),
                envelope.sender(),
                envelope.recipient(),
                envelope.parameters(),
                envelope.destination(),
                envelope.user(),
                envelope.ending(),
                envelope.action(),
                envelope.state(),
                envelope.holdReason(),
                envelope.attempts(),
                envelope.created(),
                envelope.due(),
                until,
                envelope.lastResult());
    }

    public static StoredMessage message(String sender) {
        return message(sender, MailParameters.NONE);
    }

    public static StoredMessage message(String sender, MailParameters parameters) {
        return new StoredMessage(
                ID,
                ReversePath.parse(sender),
                parameters,
                "[192.0.2.1]",
                ACCEPTED,
                new BodyLocation(1, 0, TEXT.length(), 0));
    }

    public static DeliveryJob job(String text, Envelope... envelopes) {
        return job(MailParameters.NONE, text, envelopes);
    }

    public static DeliveryJob job(MailParameters parameters, String text, Envelope... envelopes) {
        return new DeliveryJob(
                message(envelopes[0].sender().toString(), parameters), List.of(envelopes), BodiesInMemory.body(text));
    }

    /** A mail whose body lies in the store; each recipient is {@code action:address}. */
    public static QueuedMail stored(MessageStore store, String text, String sender, String... recipients) {
        try {
            BodyLocation location = store.append(List.of(new BodyRecord("", BodiesInMemory.body(text))))
                    .get(0);
            List<Envelope> envelopes = new ArrayList<>();
            for (String recipient : recipients) {
                int colon = recipient.indexOf(':');
                envelopes.add(envelope(
                        envelopes.size() + 1, sender, recipient.substring(colon + 1), recipient.substring(0, colon)));
            }
            return new QueuedMail(
                    new StoredMessage(
                            ID, ReversePath.parse(sender), MailParameters.NONE, "[192.0.2.1]", ACCEPTED, location),
                    envelopes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The envelope as the queue would hand it out after a settlement that keeps it. */
    public static Envelope after(Envelope envelope, Settlement settlement) {
        Settlement.Move.RetryAt retry = (Settlement.Move.RetryAt) settlement.move();
        return new Envelope(
                envelope.id(),
                envelope.sender(),
                envelope.recipient(),
                envelope.parameters(),
                envelope.destination(),
                envelope.user(),
                envelope.ending(),
                envelope.action(),
                EnvelopeState.QUEUED,
                "",
                envelope.attempts() + 1,
                envelope.created(),
                retry.due(),
                retry.warned() ? retry.due() : envelope.warned(),
                settlement.attempt().reply());
    }
}
