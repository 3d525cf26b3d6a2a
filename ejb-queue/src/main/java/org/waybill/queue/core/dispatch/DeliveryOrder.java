package org.waybill.queue.core.dispatch;

import java.util.List;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.MessageId;

/**
 * Work for one worker: envelopes of one message under one lease. It names rows; whoever carries it out reads them again
 * under the lease, so a doubled or late order changes nothing.
 *
 * @param leaseToken the lease under which the envelopes were claimed
 * @param message their message
 * @param numbers the envelopes' numbers, at least one
 */
public record DeliveryOrder(long leaseToken, MessageId message, List<Integer> numbers) {

    public DeliveryOrder {
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("an order names at least one envelope");
        }
    }

    public List<EnvelopeId> envelopes() {
        return numbers.stream().map(number -> new EnvelopeId(message, number)).toList();
    }
}
