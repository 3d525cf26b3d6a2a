package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.List;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.ReversePath;

/**
 * The transaction as text, written before each body, so that the queue can be rebuilt from the message store alone. One
 * {@code name: value} a line; no value can hold a line end because addresses, names and ids cannot. Like an envelope it
 * has action names and no action.
 */
public final class TransactionRecord {

    private TransactionRecord() {}

    public static String format(
            MessageId id, ReversePath sender, String origin, Instant receivedAt, List<Envelope> envelopes) {
        StringBuilder text = new StringBuilder();
        text.append("message: ").append(id).append('\n');
        text.append("received: ").append(receivedAt).append('\n');
        text.append("sender: ").append(sender).append('\n');
        text.append("origin: ").append(origin.replaceAll("\\p{Cntrl}", "?")).append('\n');
        for (Envelope envelope : envelopes) {
            text.append("envelope: ").append(envelope.id().number());
            text.append(" action=").append(envelope.action());
            text.append(" user=").append(envelope.user());
            text.append(" recipient=").append(envelope.recipient());
            text.append(" destination=").append(envelope.destination()).append('\n');
        }
        return text.toString();
    }
}
