package org.waybill.queue.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.EnvelopeId;

/** What all envelopes of a job have in common. */
final class SameOutcome {

    private SameOutcome() {}

    static Map<EnvelopeId, Outcome> forAll(DeliveryJob job, Outcome outcome) {
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        job.envelopes().forEach(envelope -> outcomes.put(envelope.id(), outcome));
        return outcomes;
    }
}
