package org.waybill.queue.core.deliver;

import java.util.List;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.listener.MessageBody;

/**
 * One attempt at one next hop: a message with those of its recipients that go there.
 *
 * @param message the message
 * @param envelopes at least one
 * @param body the content
 */
public record DeliveryJob(StoredMessage message, List<Envelope> envelopes, MessageBody body) {
    public DeliveryJob {
        envelopes = List.copyOf(envelopes);
    }
}
