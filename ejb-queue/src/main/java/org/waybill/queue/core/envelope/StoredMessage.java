package org.waybill.queue.core.envelope;

import java.time.Instant;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.ReversePath;

/**
 * A message in the queue: what its envelopes share.
 *
 * @param id shown to the client that sent it
 * @param sender the reverse path
 * @param parameters what its sender said besides; the declared size is left out, since the real one is known
 * @param origin where it came from, for people: {@code [192.0.2.1] helo=mail.example.org tls=…}, or {@code bounce}
 * @param receivedAt when it was accepted
 * @param location where the body is
 */
public record StoredMessage(
        MessageId id,
        ReversePath sender,
        MailParameters parameters,
        String origin,
        Instant receivedAt,
        BodyLocation location) {
    public StoredMessage {
        parameters = parameters.withDeclaredSize(0);
    }

    /** The same message under another sender. */
    public StoredMessage withSender(ReversePath other) {
        return new StoredMessage(id, other, parameters, origin, receivedAt, location);
    }
}
