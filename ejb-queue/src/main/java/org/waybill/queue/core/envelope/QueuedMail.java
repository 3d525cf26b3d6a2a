package org.waybill.queue.core.envelope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A message with envelopes of it: all of them when it is stored, those of one lease when it is delivered.
 *
 * @param message the message
 * @param envelopes at least one, in the order of their numbers
 */
public record QueuedMail(StoredMessage message, List<Envelope> envelopes) {
    public QueuedMail {
        envelopes = List.copyOf(envelopes);
        if (envelopes.isEmpty()) {
            throw new IllegalArgumentException("a queued mail has at least one envelope");
        }
    }

    /** The same with no others than these, if any of them is there. */
    public Optional<QueuedMail> only(Collection<EnvelopeId> ids) {
        List<Envelope> some = envelopes.stream()
                .filter(envelope -> ids.contains(envelope.id()))
                .toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(new QueuedMail(message, some));
    }
}
