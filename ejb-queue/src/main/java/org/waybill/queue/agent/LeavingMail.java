package org.waybill.queue.agent;

import java.time.Instant;
import java.util.Optional;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.OutgoingSender;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.smtp.ReversePath;

/** A mail as it leaves by a URL. */
final class LeavingMail {

    static final Outcome NO_SENDER =
            new Outcome.Deferred("relay", "451 4.3.5 mail-from makes no address of the sender");

    private LeavingMail() {}

    /**
     * With the sender that it has there; empty if it would have none. All envelopes of a job are forwarded, or none is:
     * that is part of their route.
     */
    static Optional<DeliveryJob> of(DeliveryJob job, RelayOptions options, RelayUrl url, Instant now) {
        Envelope first = job.envelopes().get(0);
        String forwardedBy = first.isForwarded() ? first.recipient().domainKey() : "";
        Optional<ReversePath> sender =
                OutgoingSender.of(options.sender(), url.options(), job.message().sender(), forwardedBy, now);
        return sender.map(path -> new DeliveryJob(job.message().withSender(path), job.envelopes(), job.body()));
    }
}
